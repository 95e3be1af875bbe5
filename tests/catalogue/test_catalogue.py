"""Mistakes as the catalogue of mistakes has them: the first three w on L(w) = w^2 from w = 4, lr 0.1.

The numbers were computed from programs written by hand, without this package.
"""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest

from autograder.catalogue.course import load_course
from autograder.catalogue.load import rule_of
from autograder.expected.edits import applied, named_edits
from autograder.symbolic.printing import numpy_source
from tests.in_process import compiled

USUAL = {"lr": 0.1, "beta": 0.9, "beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
ADADELTA = {"lr": 1.0, "rho": 0.9, "eps": 1e-6}
WITH_LR = ("d-with-lr", "no-numerator")
"""Mistakes of Adadelta that the catalogue shows with lr = 0.1, where it shows the others with 1."""

CATALOGUE = (
    ("adagrad", "convention-eps_inside", (3.90000000001, 3.8301899864, 3.77364333001)),
    ("adagrad", "s-used-before-update", (-79999996.0, -77999996.1025, -77999996.005)),
    ("adagrad", "s-not-used", (3.90000000012, 3.80000000025, 3.70000000038)),
    ("adagrad", "ascent", (4.09999999987, 4.17157819465, 4.23044850818)),
    ("adagrad", "average-with-0.9", (3.68377223523, 3.46350740699, 3.28385814968)),
    ("adagrad", "sum-that-forgets", (3.90000000012, 3.82832868016, 3.76876145425)),
    ("adagrad", "no-root", (3.9875, 3.98125003062, 3.97708122677)),
    ("adagrad", "s-not-squared", (3.71715728853, 3.52792412097, 3.3791412514)),
    ("adagrad", "sum-of-sizes", (3.90000000012, 3.85063291155, 3.81786333276)),
    ("adagrad", "eps-added-to-w", (3.90000001, 3.8301900063, 3.77364335975)),
    ("rmsprop", "convention-eps_inside", (3.68377223423, 3.46350740546, 3.28385814778)),
    ("rmsprop", "convention-no_eps", (3.68377223398, 3.46350740512, 3.28385814739)),
    ("rmsprop", "beta-complement", (3.8945907448, 3.79433666629, 3.69457684271)),
    ("rmsprop", "s-used-before-update", (-79999996.0, -73675441.0209, -73675440.7297)),
    ("rmsprop", "s-not-used", (3.68377223523, 3.36754447057, 3.05131670604)),
    ("rmsprop", "ascent", (4.31622776477, 4.55372099552, 4.75643276283)),
    ("rmsprop", "no-root", (3.8750000002, 3.80913364521, 3.76266216382)),
    ("rmsprop", "no-complement", (3.90000000012, 3.82832868016, 3.76876145425)),
    ("rmsprop", "sum", (3.90000000012, 3.83018998657, 3.77364333022)),
    ("rmsprop", "s-not-squared", (3.105572819, 2.56923457037, 2.17752675328)),
    ("rmsprop", "square-of-average", (3.0000000125, 2.54545456037, 2.24547598834)),
    ("rmsprop", "eps-added-to-w", (3.68377224398, 3.46350742482, 3.28385817655)),
    ("rmsprop", "beta-is-0.99", (3.0000000125, 2.39807075151, 1.96272187442)),
    ("rmsprop", "beta-is-0.999", (0.837722464832, 0.189197195935, 0.0428134403455)),
    ("rmsprop", "complement-squared", (3.0000000125, 2.37982634437, 1.91946590312)),
    ("rmsprop", "eps-subtracted", (3.68377223273, 3.46350740325, 3.2838581451)),
    ("rmsprop", "multiplied-without-eps", (1.97614229749, 0.90668188448, 0.429705899543)),
    ("adadelta", "new-d-in-step", (3.99552786457, 3.99158859717, 3.98782626339)),
    ("adadelta", "eps-outside", (3.99999683772, 3.99999224941, 3.99998699838)),
    ("adadelta", "d-squared-whole", (3.99683772259, 3.9944324918, 3.99245793882)),
    ("adadelta", "roots-swapped", (-20234.5786062, 60687.740404, -125096.063177)),
    ("adadelta", "d-with-lr", (3.99968377226, 3.99945322094, 3.9992597678)),
    ("adadelta", "d-of-gradients", (3.99683772259, -1.80479772366, 1.79180676323)),
    ("adadelta", "no-numerator", (3.68377225869, 3.46350743891, 3.28385818643)),
    ("adadelta", "no-eps", (4.0, 4.0, 4.0)),
    ("adam", "convention-eps_hat", (3.90000000395, 3.80007400161, 3.70027385307)),
    ("adam", "convention-uncorrected", (3.68377224648, 3.26008352546, 2.77024411858)),
    ("adam", "convention-uncorrected_no_eps", (3.68377223398, 3.26008350071, 2.77024408185)),
    ("adam", "t-one-behind", (math.nan, math.nan, math.nan)),
    ("adam", "t-one-ahead", (3.92558631777, 3.83978586291, 3.74895777621)),
    ("adam", "beta1-beta2-swapped", (3.90000000012, 3.79994197156, 3.69978545465)),
    ("adam", "m-used-before-update", (4.0, 3.94736842112, 3.87694991922)),
    ("adam", "ascent", (4.09999999987, 4.20005673429, 4.30020628683)),
    ("adam", "m-not-corrected", (3.99000000001, 3.97100125459, 3.94390825947)),
    ("adam", "v-not-corrected", (0.837722464832, -0.970422630077, -1.81114949032)),
    ("adam", "correction-of-step-1", (3.90000000012, 3.76571554878, 3.6095512718)),
    ("adam", "hats-kept", (3.90000000012, 3.87652657727, 3.87216917651)),
    ("adam", "correction-multiplied", (3.00000125, 1.22556719604, -0.955016710001)),
    ("adam", "beta1-in-both-corrections", (3.0000000125, 2.04206478685, 1.14366947649)),
    ("adam", "corrections-swapped", (-95.99999875, -29.6885592932, 31.977133417)),
    ("adam", "t-as-factor", (3.90000000012, math.nan, math.nan)),
    ("adam", "complement-to-the-t", (3.64881155545, 3.22103824042, 2.73111468579)),
    ("adam", "corrected-in-lr-too", (3.96837722344, 3.94485060456, 3.92465958751)),
    ("adam", "eps-inside", (3.90000000001, 3.80007399484, 3.70027384399)),
    ("adam", "no-root", (3.9875, 3.97498148043, 3.96244506383)),
    ("adam", "no-root-and-v-not-corrected", (-8.49999804688, -7.03857317785, -5.50445684903)),
    ("adam", "eps-subtracted", (3.89999999987, 3.80007399458, 3.70027384359)),
    ("adam", "eps-added-to-w", (3.90000001, 3.80007401482, 3.70027387393)),
    ("adam", "weights-swapped", (3.97152526013, 3.94821387583, 3.92802001763)),
    ("adam", "v-not-squared", (3.71715728853, 3.4398929024, 3.16859813548)),
    ("adam", "v-of-m", (3.0000000125, 2.36353032482, 1.89547359852)),
    ("adam", "no-complement", (3.9683772234, 3.93676123805, 3.90515662771)),
    ("adam", "beta1-for-beta2", (3.90000000012, 3.80000799929, 3.70002986323)),
    ("adam", "gradient-for-m", (3.90000000012, 3.80127310714, 3.70383459178)),
    ("adamax", "u-corrected", (3.9999, 3.99970009763, 3.99940038584)),
    ("adamax", "everything-corrected-twice", (3.999, 3.99794777011, 3.99684159935)),
    ("adamax", "no-abs", (3.90000000012, 3.80121700673, 3.7036860923)),
    ("adamax", "no-decay", (3.90000000012, 3.80131578972, 3.70397892831)),
    ("nadam", "m-corrected-for-this-step", (3.81000000024, 3.6688041268, 3.5437697103)),
    ("nadam", "plain-adam", (3.90000000012, 3.80007399508, 3.70027384434)),
    ("amsgrad", "convention-max_of_corrected", (3.90000000012, 3.80131578972, 3.70397892831)),
    ("amsgrad", "convention-uncorrected", (3.68377224648, 3.26008352546, 2.77024411858)),
    ("amsgrad", "v_max-not-used", (3.90000000012, 3.80007399508, 3.70027384434)),
)


@pytest.mark.parametrize(("name", "id_", "expected"), CATALOGUE, ids=lambda part: part if isinstance(part, str) else "")
def test_edits_give_the_numbers_of_the_catalogue(name: str, id_: str, expected: tuple[float, ...]) -> None:
    """Carried out as NumPy, a convention, a mistake or a general mistake takes the steps that it takes in the wild."""
    exercise = load_course().exercise(name)
    rule = rule_of(exercise)
    (edit,) = [edit for edit in named_edits(rule, exercise.convention) if edit.id == f"{name}/{id_}"]
    steps = applied(rule, exercise.convention, (edit,))
    assert steps is not None
    function = compiled(numpy_source(dataclasses.replace(rule, steps=steps, result=rule.returned)), name)
    settings = {**ADADELTA, "lr": 0.1 if id_ in WITH_LR else 1.0} if name == "adadelta" else USUAL
    keywords = {h.symbol.name: settings[h.symbol.name] for h in rule.hyperparameters}
    w = np.array(4.0)
    state = {q.symbol.name: 0 if q.symbol.is_integer else np.zeros(()) for q in rule.state}
    path = []
    with np.errstate(all="ignore"):
        for _ in expected:
            w, state = function(w, 2 * w, state, **keywords)
            path.append(float(w))
    np.testing.assert_allclose(path, expected, rtol=1e-11, atol=0)
