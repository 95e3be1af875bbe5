"""From one submission's answers to outcomes, points and a diagnosis.

From here: `grade.Grader`. It may use expected and catalogue.theorems. To read the whole way of a submission, start at
`grade.py`.
"""
