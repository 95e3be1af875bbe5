"""What real notebooks and files have around the exercises, as templates: right functions are filled in.

The kinds are those that people who grade have reported; the text is ours. All of them must give full points, but for
what cannot run in any Python 3.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.expected.printed import right_answer
from autograder.model import Limits
from autograder.model.submission import SourceFile, Submission
from autograder.submissions.cells import read_file
from autograder.submissions.notebooks import read_notebook
from autograder.submissions.own import with_own
from tests.registry import COURSE

UNIT = "02_momentum"
EXERCISES = COURSE.of_unit(UNIT)
HERE = "<functions>"
RIGHT = {exercise.name: right_answer(exercise) for exercise in EXERCISES}
LIMITS = Limits(call_seconds=0.5, cpu_seconds=20)


@dataclass(frozen=True, slots=True)
class Beside:
    """A file that lies beside the unit's."""

    label: str
    content: bytes

    @property
    def parts(self) -> tuple[str, ...]:
        """Its path, part by part."""
        return tuple(self.label.split("/"))


@dataclass(frozen=True, slots=True)
class Surrounding:
    """A file, or the cells of a notebook, in which HERE stands for the functions."""

    name: str
    text: str | Sequence[str]
    loses: tuple[str, ...] = ()
    """Functions that cannot run in any Python 3."""
    said: str = ""
    """What a note must say."""
    own: Mapping[str, str] = field(default_factory=dict)
    """Files beside it."""
    functions: Mapping[str, str] = field(default_factory=lambda: RIGHT)

    def submission(self) -> Submission:
        """It, handed in."""
        text = "\n\n\n".join(self.functions.values())
        if isinstance(self.text, str):
            plain = textwrap.dedent(self.text).lstrip("\n").replace(HERE, text)
            read = read_file(plain, "momentum.py")
        else:
            read = read_notebook(_notebook(self.text, list(self.functions.values())), "momentum.ipynb", LIMITS)
        source = "\n".join(cell.source for cell in read.cells)
        name = "momentum.py" if isinstance(self.text, str) else "momentum.ipynb"
        beside = [Beside(f"{module}.py", text.encode()) for module, text in self.own.items()]
        file = with_own(SourceFile(name, source, "", read.cells), beside, lambda one: one.content)
        return Submission("ada", {UNIT: file}, read.notes, "")


def _notebook(cells: Sequence[str], functions: list[str]) -> bytes:
    sources = [source for cell in cells for source in (functions if cell == HERE else [cell])]
    made: list[dict[str, Any]] = [{"cell_type": "code", "metadata": {}, "source": source} for source in sources]
    return json.dumps({"nbformat": 4, "metadata": {}, "cells": made}).encode()


def marimo_cell(source: str) -> str:
    """A cell as marimo saves it."""
    return f"@app.cell\ndef _():\n{textwrap.indent(source, '    ')}\n    return (np,)\n\n\n"


MAGICS = "%matplotlib inline\n%load_ext autoreload\n%autoreload 2\nimport numpy as np"
BROKEN = RIGHT["nesterov"].replace("):", ")", 1)
PYTHON_2 = RIGHT["nesterov"].replace("    return", '    print "step"\n    return', 1)
SPLIT = (
    RIGHT["momentum"].replace("    return", "<<<<<<< HEAD\n    return w\n=======\n    return", 1) + ">>>>>>> theirs\n"
)
DECORATED = {name: f"@njit\n{source}" for name, source in RIGHT.items()}

FILES = (
    Surrounding("plain file", f"import numpy as np\n\n{HERE}"),
    Surrounding(
        "Colab, saved as .py",
        f"""
        # -*- coding: utf-8 -*-
        !pip install -q tqdm \\
            rich
        # Commented out IPython magic to ensure Python compatibility.
        # %matplotlib inline
        from google.colab import drive
        drive.mount('/content/drive')
        import numpy as np
        {HERE}
        files = !ls
        """.replace("        ", ""),
        said="with % or ! not run",
    ),
    Surrounding(
        "nbconvert",
        "#!/usr/bin/env python\n# coding: utf-8\n\n# In[1]:\n\n\n"
        "get_ipython().run_line_magic('matplotlib', 'inline')\n"
        "get_ipython().run_cell_magic('time', '', 'import numpy as np\\nimport random\\n')\n\n\n# In[2]:\n\n\n"
        f"get_ipython().system('nvidia-smi')\n{HERE}",
        said="commands of IPython or the shell",
    ),
    Surrounding(
        "Databricks",
        "# Databricks notebook source\n# MAGIC %md\n# MAGIC # Homework\n\n# COMMAND ----------\n\nimport numpy as np\n"
        f"dbutils.widgets.text('a', '')\n\n# COMMAND ----------\n\n{HERE}\n\n# COMMAND ----------\n\n"
        "display(spark.range(3))\n",
        said="dbutils.widgets.text",
    ),
    Surrounding(
        "marimo",
        "import marimo\n\n__generated_with = '0.9'\napp = marimo.App()\n\n\n"
        + marimo_cell("import numpy as np")
        + "".join(marimo_cell(source) for source in RIGHT.values())
        + "if __name__ == '__main__':\n    app.run()\n",
        said="marimo notebook",
    ),
    Surrounding(
        "marimo, functions at the top",
        "import marimo\n\napp = marimo.App()\n\nwith app.setup:\n    import numpy as np\n\n\n"
        + "\n\n".join(f"@app.function\n{source}" for source in RIGHT.values()),
        said="marimo notebook",
    ),
    Surrounding(
        "percent format with magics",
        f"# %%\n%matplotlib inline\n%load_ext autoreload\nimport numpy as np\n!ls\n# %%\n{HERE}\n# %%\n%timeit f()\n",
        said="4 lines with % or ! not run",
    ),
    Surrounding(
        "jupytext, light", f"# + tags=[]\nimport numpy as np\nplt.plot([1])\n# -\n\n# +\n{HERE}\n# -\n", said="'plt'"
    ),
    Surrounding(
        "plot settings",
        "import matplotlib.pyplot as plt\nimport seaborn as sns\nplt.rcParams['figure.figsize'] = (8, 6)\n"
        f"plt.style.use('ggplot')\nsns.set()\nplt.rcParams.update({{'a': 1}})\nimport numpy as np\n{HERE}\n"
        "fig, (a, b) = plt.subplots(1, 2)\na.plot([1])\nplt.show()\n",
        said="matplotlib",
    ),
    Surrounding(
        "torch around it",
        "import torch\nimport torch.nn as nn\nprint(torch.__version__)\ntorch.manual_seed(0)\n"
        "device = torch.device('cuda' if torch.cuda.is_available() else 'cpu')\n"
        "torch.backends.cudnn.deterministic = True\nclass Net(nn.Module):\n    def __init__(self):\n"
        "        super().__init__()\nnet = Net().to(device)\nimport numpy as np\n"
        f"{HERE}\nwith torch.no_grad():\n    out = net(torch.zeros(3))\n",
        said="torch",
    ),
    Surrounding(
        "version check", f"import torch\nassert torch.__version__ > '1.0'\nimport numpy as np\n{HERE}", said="torch"
    ),
    Surrounding(
        "data set that is not there",
        f"import pandas as pd\nimport numpy as np\ndata = pd.read_csv('data.csv')\nx = data['x'].values\n{HERE}\n"
        "y = np.loadtxt('y.txt')\nz = x + y\n",
        said="np.loadtxt('y.txt')",
    ),
    Surrounding(
        "download",
        "import urllib.request\nurllib.request.urlretrieve('http://example.org/a.csv', 'a.csv')\n"
        f"import numpy as np\n{HERE}",
        said="urlretrieve",
    ),
    Surrounding(
        "pip from Python", f"import subprocess\nsubprocess.run(['pip', 'install', 'tqdm'])\nimport numpy as np\n{HERE}"
    ),
    Surrounding(
        "endless training loop",
        f"import numpy as np\n{HERE}\nwhile True:\n    w = 1\nprint(w)\n",
        said="no answer within",
    ),
    Surrounding(
        "training loop above", f"import time\nfor epoch in range(100):\n    time.sleep(1)\nimport numpy as np\n{HERE}"
    ),
    Surrounding(
        "several slow experiments",
        f"import time\nimport numpy as np\n{HERE}\n" + "".join(f"time.sleep(3 + {n})\n" for n in range(8)),
        said="no answer within",
    ),
    Surrounding(
        "argparse",
        "import argparse\nparser = argparse.ArgumentParser()\nparser.add_argument('--lr', required=True)\n"
        f"args = parser.parse_args()\nimport numpy as np\n{HERE}\nprint(args.lr)\n",
        said="parser.parse_args()",
    ),
    Surrounding("sys.exit in the middle", f"import sys\nimport numpy as np\nsys.exit(0)\n{HERE}", said="sys.exit"),
    Surrounding("os._exit above", f"import os\nos._exit(1)\nimport numpy as np\n{HERE}", said="os._exit(1)"),
    Surrounding(
        "input", f"name = input('Who are you? ')\nimport numpy as np\n{HERE}\nprint(name)\n", said="asks for input"
    ),
    Surrounding(
        "main block",
        f"import numpy as np\n{HERE}\ndef main():\n    raise SystemExit\nif __name__ == '__main__':\n    main()\n",
    ),
    Surrounding(
        "its own name",
        "import os\nHERE = os.path.dirname(os.path.abspath(__file__))\nDATA = os.path.join(HERE, 'data')\n"
        f"import numpy as np\n{HERE}",
    ),
    Surrounding(
        "files and folders",
        "import os, tempfile, locale\nprint(os.getcwd(), os.listdir('.'))\n"
        "folder = tempfile.mkdtemp()\nlocale.setlocale(locale.LC_ALL, 'de_DE.UTF-8')\n"
        f"open(os.path.join(folder, 'x'))\nimport numpy as np\n{HERE}",
    ),
    Surrounding("relative import", f"from .helpers import unit_step\nimport numpy as np\n{HERE}", said=".helpers"),
    Surrounding(
        "helper module",
        f"from helpers import velocity\nimport numpy as np\n{HERE}",
        own={
            "helpers": "import numpy as np\nfrom deeper import two\ndef velocity(b, v, g):\n    return b * v + g\n",
            "deeper": "import matplotlib.pyplot as plt\nplt.figure()\ntwo = 2\n",
        },
        functions={**RIGHT, "momentum": RIGHT["momentum"].replace("beta*v + grad", "velocity(beta, v, grad)")},
    ),
    Surrounding(
        "fallbacks",
        "try:\n    import torch\n    HAS = True\nexcept ImportError:\n    HAS = False\n"
        "try:\n    from numba import njit\nexcept Exception:\n    def njit(f):\n        return f\n"
        "import contextlib, importlib.util\nwith contextlib.suppress(ImportError):\n    import cupy\n"
        "assert importlib.util.find_spec('cupy') is None and not HAS and 'cupy' not in globals()\n"
        f"import numpy as np\n{HERE}",
        functions=DECORATED,
    ),
    Surrounding("decorators", f"from numba import njit\nimport numpy as np\n{HERE}", functions=DECORATED, said="numba"),
    Surrounding(
        "typed code",
        "from __future__ import annotations\nimport pandas as pd\n"
        "from jaxtyping import Float, Array\nimport numpy as np\n"
        f"def clean(frame: pd.DataFrame | None) -> Float[Array, 'n']:\n    return frame\n{HERE}",
    ),
    Surrounding(
        "typed code, evaluated",
        "import pandas as pd\nfrom jaxtyping import Float, Array\nimport numpy as np\n"
        "Frame = pd.DataFrame | None\n"
        f"def clean(frame: None | pd.DataFrame) -> Float[Array, 'n']:\n    return frame\n{HERE}",
    ),
    Surrounding(
        "star import",
        f"from pylab import *\nimport numpy as np\nx = linspace(0, 1)\n{HERE}",
        said="from pylab import *",
    ),
    Surrounding(
        "parts of Python that are missing",
        f"from turtle import color\nfrom msvcrt import getch\nimport numpy as np\n{HERE}",
    ),
    Surrounding(
        "tests of its own",
        f"import pytest\nimport numpy as np\n{HERE}\n@pytest.mark.parametrize('a', [1])\ndef test_a(a):\n    assert a\n"
        "assert momentum(1.0, 1.0, {'v': 0.0}, lr=0.1, beta=0.9)[0] == 99\n",
        said="AssertionError",
    ),
    Surrounding(
        "a broken function", f"import numpy as np\n{HERE}", functions={**RIGHT, "nesterov": BROKEN}, loses=("nesterov",)
    ),
    Surrounding(
        "print of Python 2", f"import numpy as np\nprint 'hello'\n{HERE}\nprint 'done'\n", said="print 'hello'"
    ),
    Surrounding(
        "Python 2 inside", f"import numpy as np\n{HERE}", functions={**RIGHT, "nesterov": PYTHON_2}, loses=("nesterov",)
    ),
    Surrounding(
        "conflict",
        f"import numpy as np\n{HERE}",
        functions={**RIGHT, "momentum": SPLIT},
        loses=("momentum",),
        said="conflict",
    ),
    Surrounding(
        "conflict in the imports",
        f"<<<<<<< HEAD\nimport numpy as np\n=======\nimport numpy as np, sys\n>>>>>>> theirs\n{HERE}",
        said="conflict",
    ),
    Surrounding("open bracket", f"x = (1,\nimport numpy as np\n{HERE}", said="never closed"),
    Surrounding("between fences", f"```python\nimport numpy as np\n{HERE}\n```\n"),
    Surrounding(
        "async at the top",
        f"import asyncio\nasync def load():\n    return 1\nx = await load()\nimport numpy as np\n{HERE}",
    ),
    Surrounding("many errors", "undefined\n" * 60 + f"import numpy as np\n{HERE}", said="undefined"),
)
NOTEBOOKS = (
    Surrounding("notebook", ["import numpy as np", HERE]),
    Surrounding("notebook with magics", [MAGICS, HERE, "%time f()\n!nvidia-smi"], said="with % or ! not run"),
    Surrounding(
        "future import below a magic",
        ["%matplotlib inline\nfrom __future__ import annotations\nimport numpy as np", HERE],
    ),
    Surrounding(
        "Colab", ["from google.colab import drive\ndrive.mount('/x')\nimport numpy as np", HERE], said="google"
    ),
    Surrounding(
        "automagic", ["pip install tqdm\nls\ncd data\nmatplotlib inline\nimport numpy as np", HERE], said="4 lines"
    ),
    Surrounding("JupyterLite", ["import piplite\nawait piplite.install('tqdm')\nimport numpy as np", HERE]),
    Surrounding("timed cell", ["%%time\nimport numpy as np", HERE]),
    Surrounding("%time keeps its statement", ["%time import numpy as np", HERE]),
    Surrounding(
        "shell in a block", ["import sys\nif 'x' in sys.modules:\n    !pip install x\nimport numpy as np", HERE]
    ),
    Surrounding("other languages", ["%%html\n<b>x</b>", "%%javascript\nalert(1)", "import numpy as np", HERE]),
    Surrounding(
        "module in a cell",
        [
            "%%writefile helpers.py\ndef velocity(b, v, g):\n    return b * v + g\n",
            "from helpers import velocity\nimport numpy as np",
            HERE,
        ],
        functions={**RIGHT, "momentum": RIGHT["momentum"].replace("beta*v + grad", "velocity(beta, v, grad)")},
    ),
    Surrounding(
        "raise at the top", ["import numpy as np", "raise NotImplementedError()", HERE], said="nothing is written here"
    ),
    Surrounding(
        "get_ipython", ["if 'google' in str(get_ipython()):\n    x = 1\nimport numpy as np", HERE], said="get_ipython"
    ),
    Surrounding(
        "progress bars",
        ["from tqdm import tqdm\nimport numpy as np", HERE, "for x in tqdm(range(3)):\n    print(x)"],
        said="tqdm",
    ),
)
SURROUNDINGS = (*FILES, *NOTEBOOKS)
