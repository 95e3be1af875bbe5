"""Shown: an exception of lines that are commands of GitHub's, after blanks of all kinds."""


def gradient_descent(w, grad, *, lr):
    raise ValueError("\n::error::INJECTED\r::notice::INJECTED\n \u00a0\u3000::add-mask::0\n\t::set-output name=x::y")
