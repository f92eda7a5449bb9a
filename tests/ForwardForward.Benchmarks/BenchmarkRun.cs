using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Benchmarks.Report;
using ForwardForward.Runtime;
using TorchSharp;

namespace ForwardForward.Benchmarks;

/// <summary>Measures one benchmark after the other, prints a line each and writes the report.</summary>
internal static class BenchmarkRun
{
    public static void Execute(IReadOnlyList<Benchmark> benchmarks, bool quick, string file)
    {
        DateTimeOffset started = DateTimeOffset.UtcNow;
        Console.WriteLine(TorchRuntime.Describe());
        List<PairResult> results = [];
        List<Skipped> skipped = [];
        foreach (Benchmark benchmark in benchmarks)
        {
            try
            {
                results.Add(Measure(benchmark, quick));
                Console.WriteLine(results[^1]);
            }
            catch (CannotMeasureException obstacle)
            {
                skipped.Add(new Skipped(benchmark.Id, obstacle.Message));
                Console.WriteLine(skipped[^1]);
            }
        }
        BenchmarkReport.Create(started, quick, results, skipped).Save(file);
    }

    private static PairResult Measure(Benchmark benchmark, bool quick)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Pair pair = benchmark.Open(quick);
        (Side ours, Side other) = PairedRounds.Run(pair, quick);
        return new PairResult(benchmark.Id, benchmark.Target, pair.Unit, ours, other, pair.FindFault());
    }
}
