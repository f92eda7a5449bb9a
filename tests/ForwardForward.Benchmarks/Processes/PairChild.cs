using System.CommandLine;
using System.Text.Json;
using ForwardForward.Benchmarks.Measuring;
using TorchSharp;

namespace ForwardForward.Benchmarks.Processes;

/// <summary>
/// Measures a pair in a process of its own: nothing of another pair is in its memory, and it may have one core, or other products.
/// </summary>
internal static class PairChild
{
    private const string Name = "pair";

    /// <summary>The library reads this variable once in a process: every product is then libtorch's, as the other side's are.</summary>
    private static readonly (string Name, string Value) LibtorchProducts = ("FORWARDFORWARD_PRODUCTS", "libtorch");

    /// <summary>What the child runs; not for users.</summary>
    public static Command CreateCommand()
    {
        Argument<string> id = new("id");
        Option<bool> quick = new("--quick");
        Command command = new(Name) { id, quick };
        command.Hidden = true;
        command.SetAction(parsed => ChildProcess.Answer(
            () => JsonSerializer.Serialize(Measure(Catalogue.Find(parsed.GetRequiredValue(id)), parsed.GetValue(quick)))));
        return command;
    }

    /// <summary>Starts a child and returns what it measured, without targets.</summary>
    /// <exception cref="CannotMeasureException">This machine lacks what the pair needs.</exception>
    public static PairResult Run(Benchmark benchmark, bool quick, bool sameProducts = false)
    {
        using ChildProcess child = ChildProcess.Start(
            [Name, benchmark.Id, .. quick ? ["--quick"] : Array.Empty<string>()],
            benchmark.OnOneCore,
            sameProducts ? [LibtorchProducts] : []);
        return JsonSerializer.Deserialize<PairResult>(child.ReadAnswer())!;
    }

    private static PairResult Measure(Benchmark benchmark, bool quick)
    {
        using DisposeScope scope = torch.NewDisposeScope();
        using Pair pair = benchmark.Open(quick);
        (IReadOnlyList<Reading> ours, IReadOnlyList<Reading> other) = PairedRounds.Run(pair, quick);
        return new PairResult
        {
            Id = benchmark.Id,
            Unit = pair.Unit,
            Threads = torch.get_num_threads(),
            Cores = Environment.ProcessorCount,
            Products = ProductLibrary.Name,
            Ours = Side.Of(ours),
            Other = Side.Of(other),
            Ratios = Quartiles.Of(ours.Zip(other, (left, right) => left.Value / right.Value)),
            Fault = pair.FindFault(),
        };
    }
}
