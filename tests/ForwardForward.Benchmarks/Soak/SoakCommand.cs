using System.CommandLine;
using TorchSharp;

namespace ForwardForward.Benchmarks.Soak;

/// <summary>The command <c>soak</c>: whether anything stays behind after minutes of random work.</summary>
internal static class SoakCommand
{
    public static Command Create()
    {
        Option<double> minutes = new("--minutes") { Description = "How long.", DefaultValueFactory = _ => 10 };
        Option<int> seed = new("--seed") { Description = "Of the work.", DefaultValueFactory = _ => 1 };
        Option<string> file = new("--out")
        {
            Description = "The file that the record goes to; the curve beside it as .svg.",
            HelpName = "FILE",
            DefaultValueFactory = _ => "soak.json",
        };
        Command command = new("soak", "Builds, trains, cancels, evaluates, saves and loads networks at random, and records the memory.")
        {
            minutes,
            seed,
            file,
        };
        command.SetAction(
            parsed => Execute(TimeSpan.FromMinutes(parsed.GetValue(minutes)), parsed.GetValue(seed), parsed.GetRequiredValue(file)));
        return command;
    }

    private static void Execute(TimeSpan length, int seed, string file)
    {
#pragma warning disable RS0030 // The whole process is this program's; networks this small gain nothing by a second thread.
        torch.set_num_threads(1);
#pragma warning restore RS0030
        SoakRecord record = SoakRun.Execute(length, seed);
        record.Save(file);
        SoakPoint last = record.Curve[^1];
        Console.WriteLine(
            $"{string.Join(", ", record.Done.Select(done => $"{done.Key} {done.Value}"))}; {last.Tensors - record.Curve[0].Tensors} "
                + $"tensors more at the end, resident memory {record.GrowthMiB:+0.0;-0.0;0} MiB");
    }
}
