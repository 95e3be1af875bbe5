"""Shown: an exception with commands of Azure's and TeamCity's runners."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("##vso[task.setvariable variable=x]y ##teamcity[buildProblem description='INJECTED']")
