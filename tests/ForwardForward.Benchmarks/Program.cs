using System.Text.Json;
using ForwardForward.Benchmarks;
using ForwardForward.Runtime;

// Prints a line a ratio and writes benchmarks.json. --quick takes fewer samples.
int samples = args.Contains("--quick") ? 15 : 61;
Console.WriteLine(TorchRuntime.Describe());
List<PairResult> results = [];
foreach (Pair pair in Pairs.All())
{
    results.Add(PairedTimer.Run(pair, samples));
    Console.WriteLine(results[^1]);
}
File.WriteAllText("benchmarks.json", JsonSerializer.Serialize(
    new { runtime = TorchRuntime.Describe().ToString(), samples, results },
    new JsonSerializerOptions { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase }));
