"""What stands in for a library that is not there: it bears what is done with it at the top of a file, and names itself.

While a file is read, most of what is done with a library changes nothing for the functions below it: settings of plots,
decorators, annotations. In the functions themselves every use is an error that says which library is missing.

Loaded by the child, and for `check` in a notebook: standard library.
"""

from __future__ import annotations

import dis
import sys
import types
from collections.abc import Iterator
from typing import Any, NoReturn

UNPACK = dis.opmap["UNPACK_SEQUENCE"]
MOST_USED = 20
_PUBLISHED = (
    "albumentations altair autograd autograder bokeh cupy cv2 cycler datasets fastai flax gdown google"
    " grade_descent gym gymnasium h5py haiku imageio IPython ipywidgets jax jaxopt jaxtyping joblib keras lightgbm"
    " lightning llvmlite matplotlib mlflow mpl_toolkits networkx nltk numba numexpr optax optuna pandas PIL"
    " piplite plotly polars psutil pyarrow pylab pymc pyodide pytest pytorch_lightning ray requests rich scipy"
    " seaborn skimage sklearn spacy statsmodels sympy tensorboard tensorboardX tensorflow termcolor theano tkinter"
    " torch torchmetrics torchsummary torchtext torchvision tqdm transformers wandb xgboost yaml"
)
PUBLISHED = frozenset(_PUBLISHED.split())
"""Libraries that many have: whoever imports one means no file of their own."""


class Manner:
    """How stand-ins behave right now."""

    def __init__(self) -> None:
        self.patient = False
        """Whether what does not need a value is borne."""
        self.used: dict[str, None] = {}
        """The libraries that were used while stand-ins were patient."""


MANNER = Manner()


class StandIn:
    """Something from a library that is not available."""

    _library = ""
    _is_module = False

    def _complain(self, *_: Any, **__: Any) -> NoReturn:
        name = self._library.partition(".")[0]
        advice = "" if name in PUBLISHED else ": if it is a file of yours, copy what you need from it into this one"
        raise ImportError(f"{self._library} is not available while grading{advice}")

    def _bear(self, *_: Any, **__: Any) -> Any:
        if not MANNER.patient:
            self._complain()
        if len(MANNER.used) < MOST_USED:
            MANNER.used[self._library.partition(".")[0]] = None
        return self

    def _is_nothing(self, *_: Any) -> bool:
        self._bear()
        return False

    def _is_no_kind(self, *_: Any) -> bool:
        return False

    def _itself(self, *_: Any) -> Any:
        return self

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__") and attribute.endswith("__") and attribute != "__version__":
            if attribute == "__all__" and self._is_module:
                return []
            raise AttributeError(attribute)
        return _kind(self._library, False)() if self._is_module and attribute != "__version__" else self._bear()

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        self._bear()
        if len(arguments) == 1 and _is_decorated(arguments[0], sys._getframe(1)):
            return arguments[0]
        return self

    def __iter__(self) -> Iterator[Any]:
        self._bear()
        frame = sys._getframe(1)
        code = frame.f_code.co_code
        is_unpacked = 0 <= frame.f_lasti < len(code) and code[frame.f_lasti] == UNPACK
        return iter([self] * code[frame.f_lasti + 1] if is_unpacked else ())

    def __await__(self) -> Iterator[Any]:
        self._bear()
        return iter(())

    def __repr__(self) -> str:
        return f"<{self._library} is not available while grading>"

    def __format__(self, form: str) -> str:
        return repr(self)

    def __exit__(self, *_: Any) -> None:
        """What is done inside is borne as well."""

    __or__ = __ror__ = _itself
    __instancecheck__ = __subclasscheck__ = _is_no_kind
    __bool__ = _is_nothing
    __getitem__ = __setitem__ = __delitem__ = __setattr__ = __delattr__ = __enter__ = _bear
    __len__ = __mro_entries__ = __contains__ = __float__ = __int__ = __index__ = __array__ = __neg__ = _complain
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = __matmul__ = _complain
    __rmatmul__ = __pow__ = __rpow__ = __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __and__ = _complain
    __lt__ = __gt__ = __le__ = __ge__ = __abs__ = __complex__ = __round__ = _complain


def _is_decorated(what: Any, frame: types.FrameType) -> bool:
    """Whether a class, or a function that is just being defined, is called with: then this is its decorator."""
    if not isinstance(what, types.FunctionType):
        return isinstance(what, type)
    code = what.__code__
    body = min((line for *_, line in code.co_lines() if line and line > code.co_firstlineno), default=0)
    return code.co_filename == frame.f_code.co_filename and code.co_firstlineno <= frame.f_lineno < body


_KINDS: dict[tuple[str, bool], type[StandIn]] = {}
_WITH_CHECK = ("autograder", "grade_descent")
"""What a notebook imports `check` from."""


def _kind(library: str, is_module: bool) -> type[StandIn]:
    """The type of a library's stand-ins: Python's own complaints about them name it too."""
    if (library, is_module) not in _KINDS:
        name = f"{library} (not available while grading)"
        _KINDS[library, is_module] = type(name, (StandIn,), {"_library": library, "_is_module": is_module})
    return _KINDS[library, is_module]


def module(library: str) -> Any:
    """What an import of a library that is not there binds."""
    if library not in _WITH_CHECK:
        return _kind(library, True)()
    ours = types.ModuleType(library)
    ours.__dict__.update(check=_no_check, __getattr__=lambda name: getattr(_kind(library, True)(), name))
    return ours


def _no_check(*_: Any, **__: Any) -> float:
    """`check` inside the grader: does nothing."""
    return 0.0
