"""`python -m grade_descent` is `grade`, also where that command is not on the path."""

from grade_descent.command import main

main()
