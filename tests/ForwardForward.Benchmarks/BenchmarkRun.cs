using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Processes;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Runtime;

namespace ForwardForward.Benchmarks;

/// <summary>Measures one benchmark after the other, prints a line each and writes the report.</summary>
internal static class BenchmarkRun
{
    /// <param name="benchmarks">What is measured.</param>
    /// <param name="quick">Whether a few rounds are enough.</param>
    /// <param name="loaded">Whether another process computes meanwhile.</param>
    /// <param name="file">Where the report goes.</param>
    /// <exception cref="CannotMeasureException">There can be no such other process.</exception>
    public static void Execute(IReadOnlyList<Benchmark> benchmarks, bool quick, bool loaded, string file)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        using ChildProcess? load = loaded ? BusyChild.Start() : null;
        Console.WriteLine($"{TorchRuntime.Describe()}{(loaded ? "; another process computes on one core" : string.Empty)}");
        List<PairResult> results = [];
        List<Skipped> skipped = [];
        foreach (Benchmark benchmark in benchmarks)
        {
            try
            {
                results.Add(Measure(benchmark, quick, loaded));
                Console.WriteLine(results[^1]);
            }
            catch (CannotMeasureException obstacle)
            {
                skipped.Add(new Skipped(benchmark.Id, obstacle.Message));
                Console.WriteLine(skipped[^1]);
            }
        }
        load?.RequireRunning();
        (BenchmarkReport.Create(started, quick, results, skipped) with { Loaded = loaded }).Save(file);
    }

    private static PairResult Measure(Benchmark benchmark, bool quick, bool loaded)
    {
        PairResult shipped = PairChild.Run(benchmark, quick) with
        {
            Target = loaded ? benchmark.LoadedTarget : benchmark.Target,
            Limit = loaded ? null : benchmark.Limit,
        };
        return !benchmark.AlsoWithSameProducts ? shipped : shipped with
        {
            SameProducts = PairChild.Run(benchmark, quick, sameProducts: true) with
            {
                Target = loaded ? null : benchmark.SameProductsTarget,
            },
        };
    }
}
