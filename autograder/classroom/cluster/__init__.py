"""Grade a class on a cluster, whose scheduler and workers are Dask's; nothing is assumed but the network.

`connect` finds the scheduler, `members` knows which workers may grade and why others may not, `grade` sends them
submissions in batches and takes what comes back, `on_worker` is what a worker does. What crosses is ours alone: to Dask
and to the worker a submission is bytes, which a grading process of the worker's own opens, an isolated Python with its
own package and its own sandbox, as on this machine; what comes back are texts.
"""
