// Each test builds or trains on every core: one at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
