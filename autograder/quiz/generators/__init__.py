"""Questions become items: what is drawn -> what is asked and what is right, by carrying out the rules themselves.

From here: `make.made`.
"""
