using ForwardForward.Data;
using ForwardForward.Runtime;
using Spectre.Console;

namespace ForwardForward.Samples.Tables;

/// <summary>From a table to a saved network.</summary>
internal static class Training
{
    public static void Run(TrainingPlan plan, CancellationToken cancellation)
    {
        TorchRuntime.EnsureLoaded();
        IAnsiConsole console = SampleConsole.Create(Console.Out);
        Directory.CreateDirectory(plan.Folder);

        // A fifth of the rows of every class become test rows, which are used only in the last line.
        string path = plan.Data ?? DrawnTable.Write(plan.Folder);
        using TableDataset table = TableDataset.FromCsv(path, plan.Label is { } name ? name : ^1, plan.Options);
        console.WriteLine(FormattableString.Invariant(
            $"{path}: {table.Encoding.Columns.Length} columns, {table.Features} numbers a row; ")
                + $"{table.Train.Count} training rows, {table.Test.Count} test rows; classes {string.Join(", ", table.ClassNames)}");

        using FFNetwork network = Recipe.Projection(new FFNetworkBuilder().WithDataset(table)).Build();
        TrainingOptions options = Recipe.Training(plan.Epochs, table.Train.Count, cancellation);
        TrainingResult training = TrainingDisplay.Run(
            console, table.Name, progress => network.Fit(table.Train, options with { Progress = progress }));
        console.WriteLine(training.ToString());

        string saved = Path.Combine(plan.Folder, "network.safetensors");
        network.Save(saved);
        console.WriteLine($"wrote {saved}");
        double accuracy = network.MeasureAccuracy(table.Test, new EvaluationOptions { Cancellation = cancellation });
        console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * accuracy:F2} %"));
    }
}
