using System.CommandLine;
using ForwardForward.Experiments;
using Spectre.Console;

namespace ForwardForward.Samples.Cluster;

/// <summary>Runs the cells of a sweep on several silos.</summary>
internal static class SweepCommand
{
    public static Command Create(MemberOptions member)
    {
        Argument<string> file = new("file") { Description = "The sweep as JSON, as Sweep.ToJson or the command example writes it" };
        Option<string?> folder =
            new("--out") { Description = "Folder for the rows and the record [default: out/sweep/<name of the sweep>]" };
        Command command = new("sweep", "Runs the cells of a sweep on several silos, and goes on where it was stopped.") { file, folder };
        foreach (Option option in member.OfClients)
            command.Options.Add(option);
        command.SetAction((parsed, cancellation) => ClusterClient.RunAsync(
            member, parsed,
            (grains, datasets) => RunAsync(
                Sweep.FromJson(File.ReadAllText(parsed.GetValue(file)!)), parsed.GetValue(folder), new ClusterSweep(grains, datasets),
                datasets, cancellation),
            cancellation));
        return command;
    }

    public static Command CreateExample()
    {
        Command command = new("example", "Writes a small sweep as JSON, to begin with.");
        command.SetAction(_ => Console.WriteLine(Example().ToJson()));
        return command;
    }

    private static async Task RunAsync(
        Sweep sweep, string? folder, ClusterSweep cluster, Datasets datasets, CancellationToken cancellation)
    {
        IAnsiConsole console = SampleConsole.Create(Console.Out);
        string rows = folder ?? Path.Combine("out", "sweep", string.Join('-', sweep.Name.Split(Path.GetInvalidFileNameChars())));
        string commit = CodeCommit.Find();
        SweepResult result = await SweepTable.RunAsync(
            console, progress => RunAsync(cluster, sweep, rows, commit, progress, cancellation));
        console.WriteLine(result.ToString());
        string record = Path.Combine(rows, "record.json");
        result.ToRecord(new SweepOptions
        {
            Datasets = sweep.Configurations.Select(one => one.Dataset).Distinct(StringComparer.Ordinal)
                .ToDictionary(name => name, name => datasets.Open(name).Images, StringComparer.Ordinal),
            Commit = commit,
        }).Save(record);
        console.WriteLine($"wrote {record}");
    }

    private static async Task<SweepResult> RunAsync(
        ClusterSweep cluster, Sweep sweep, string rows, string commit, IProgress<SweepBoard> progress, CancellationToken cancellation)
    {
        try
        {
            return await cluster.RunAsync(sweep, rows, commit, progress, cancellation);
        }
        catch (InvalidOperationException cause)
        {
            throw new SampleException(cause.Message, cause); // The folder is of another sweep.
        }
    }

    private static Sweep Example()
    {
        FFNetworkBuilder digits = new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10);
        TrainingOptions training = new() { Epochs = 3 };
        return Sweep.Grid(
            "example",
            [("dense", digits.AddDense(200).AddDense(200).Define()), ("projection", NewProjection().Define())],
            [("slow", training), ("greedy", training with { Schedule = TrainingSchedule.Greedy })], ["digits:2000"], [0, 1, 2]);
    }

    private static FFNetworkBuilder NewProjection() =>
        new FFNetworkBuilder().WithInput(1, 28, 28).WithClasses(10).AddProjection(200).AddProjection(200);
}
