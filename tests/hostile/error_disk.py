"""Reach: opens the disk."""
# Without isolation: any.

def gradient_descent(w, grad, *, lr):
    for name in ("/dev/vda", "/dev/sda", "/dev/nvme0n1"):
        try:
            open(name, "rb").close()
            break
        except FileNotFoundError:
            pass
    else:
        raise FileNotFoundError("there is no disk")
    return w - lr * grad
