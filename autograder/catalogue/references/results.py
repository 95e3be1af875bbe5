"""A table of results that a student has noted: right where it says what the student's own functions give."""

from autograder.catalogue.reference import Case, CaseCheck, mistake, of_course

final_errors = of_course("final_errors")


def results(optimizer, schedule):
    """What your table says of one of your optimizers with one of your schedules.

    Note the errors that your own functions give with SEED and STEPS in a dict, an entry for each pair, and return the
    one that is asked for. It is compared with what your final_errors gives.

    Arguments:
        optimizer  a name in OPTIMIZERS
        schedule   a name in SCHEDULES

    Returns:
        errors  training error and test error, each a share from 0 to 1, float64, shape (2,)

    Source: your own experiment
    """
    errors = final_errors(optimizer, schedule, seed=SEED, steps=STEPS)
    return errors


SEED, STEPS = 0, 150
OPTIMIZERS = {"gradient_descent": "gradient descent", "momentum": "momentum", "rmsprop": "RMSprop", "adam": "Adam"}
SCHEDULES = {"constant": "a constant rate", "linear_decay": "linear decay", "warmup_cosine": "warm-up and cosine"}


@mistake(
    "exchanged",
    "the two errors are exchanged: the test error stands first",
    "the order of the two errors in a row",
    "Which of the two is smaller in almost every row that your functions give?",
)
def exchanged(optimizer, schedule):
    return final_errors(optimizer, schedule, seed=SEED, steps=STEPS)[::-1]


@mistake(
    "share-of-right-ones",
    "the table holds the shares of right answers, 1 - error",
    "what the numbers stand for",
    "What is the error of a network that knows every flower?",
)
def right_ones(optimizer, schedule):
    return 1 - final_errors(optimizer, schedule, seed=SEED, steps=STEPS)


@mistake(
    "in-percent",
    "the table holds percentages, and not shares from 0 to 1",
    "the unit of the numbers",
    "Can a share be larger than 1?",
)
def in_percent(optimizer, schedule):
    return 100 * final_errors(optimizer, schedule, seed=SEED, steps=STEPS)


@mistake(
    "counted",
    "the table holds numbers of flowers, and not shares of them",
    "what the number of wrong answers is divided by",
    "Can a share be larger than 1?",
)
def counted(optimizer, schedule):
    return 50 * final_errors(optimizer, schedule, seed=SEED, steps=STEPS)


@mistake(
    "another-seed",
    "the table is that of the seed 1, and not of SEED",
    "the seed of the experiments in the table",
    "Which SEED stands in the file, and with which one did you fill in the table?",
)
def another_seed(optimizer, schedule):
    return final_errors(optimizer, schedule, seed=1, steps=STEPS)


@mistake(
    "another-budget",
    "the table is that of 100 steps, and not of STEPS",
    "the number of steps of the experiments in the table",
    "How many steps does STEPS allow?",
)
def another_budget(optimizer, schedule):
    return final_errors(optimizer, schedule, seed=SEED, steps=100)


def cases(random):
    """Every row of the table, a check for each optimizer: as in the exercise that it reports on."""

    def row(optimizer, title):
        table = (Case(said, {"optimizer": optimizer, "schedule": schedule}) for schedule, said in SCHEDULES.items())
        return CaseCheck(optimizer, f"{title} with each schedule", 1, tuple(table))

    return tuple(row(optimizer, title) for optimizer, title in OPTIMIZERS.items())
