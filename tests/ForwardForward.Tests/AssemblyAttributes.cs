// Training uses every core, and tensor counts are those of the process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
