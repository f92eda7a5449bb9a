using System.Diagnostics;
using ForwardForward.Data;
using ForwardForward.Runtime;
using Spectre.Console;

namespace ForwardForward.Samples.Photographs;

/// <summary>From a folder of images to a saved network and pictures of what it takes for what.</summary>
internal static class Training
{
    private const int MostMistakes = 20;

    public static Task RunAsync(TrainingPlan plan, CancellationToken cancellation) =>
        Task.Run(() => Run(plan, cancellation), CancellationToken.None);

    private static void Run(TrainingPlan plan, CancellationToken cancellation)
    {
        TorchRuntime.EnsureLoaded();
        IAnsiConsole console = SampleConsole.Create(Console.Out);
        Directory.CreateDirectory(plan.Folder);
        long start = Stopwatch.GetTimestamp();

        // The images. Of those to learn from, a tenth is put aside, to choose the best epoch by. Test images serve for the end alone.
        using ImageDataset whole = Open(plan, console, cancellation);
        using ImageDataset images = whole.Validation is null
            ? whole.WithValidation(Math.Max(1, whole.Train.Count / 10), seed: 0)
            : whole.Take(whole.Train.Count, whole.Test.Count);
        console.WriteLine(FormattableString.Invariant(
            $"{images.Name}: {images.Classes} classes of {images.Shape} in {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s; ")
                + $"{images.Train.Count} images to learn from, {images.Validation!.Count} to watch, {images.Test.Count} to test on");

        // The network, and how it learns: every batch shows photographs a little differently, and the best epoch is kept.
        using FFNetwork network = plan.Recipe.AddLayers(new FFNetworkBuilder().WithDataset(images), images.Classes).Build();
        console.WriteLine(network.Summary().ToString());
        TrainingOptions options = new()
        {
            Epochs = plan.Epochs,
            Validation = images.Validation,
            EarlyStopping = new EarlyStopping { Patience = 5 },
            KeepBestEpoch = true,
            Augmentation = plan.Data is null ? Augmentation.None : Augmentation.Photographs,
            Cancellation = cancellation,
        };
        TrainingResult training = TrainingDisplay.Run(
            console, plan.Recipe.Name, progress => network.Fit(images.Train, options with { Progress = progress }));
        console.WriteLine(training.ToString());

        // What it learned: how well, by which layer, and what it takes for what.
        network.Calibrate(images.Validation, new EvaluationOptions { Cancellation = cancellation });
        EvaluationResult test = network.Evaluate(images.Test, new EvaluationOptions { Cancellation = cancellation });
        Draw(plan, network, images, test, console);
        string saved = Path.Combine(plan.Folder, "network.safetensors");
        network.Save(saved);
        console.WriteLine($"wrote {saved}");
        foreach ((int layer, double accuracy) in test.PerLayer.Index())
            console.WriteLine(
                FormattableString.Invariant($"layer {layer + 1} ({network.Layers[layer].Name}) alone: {100 * accuracy:F2} %"));
        console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * test.Accuracy:F2} %"));
    }

    private static ImageDataset Open(TrainingPlan plan, IAnsiConsole console, CancellationToken cancellation)
    {
        if (plan.Data is null)
            return ImageDatasets.SyntheticGarments(new DatasetOptions { Cancellation = cancellation });
        ImageFolderOptions options = new()
        {
            Shape = new ImageShape(plan.Grey ? 1 : 3, plan.Size, plan.Size),
            SkipUnreadable = plan.SkipUnreadable,
            Progress = new UnreadableLines(console),
            Cancellation = cancellation,
        };
        return ImageDatasets.FromFolder(plan.Data, options);
    }

    private static void Draw(TrainingPlan plan, FFNetwork network, ImageDataset images, EvaluationResult test, IAnsiConsole console)
    {
        IReadOnlyList<string> names = [.. Enumerable.Range(0, images.Classes).Select(label => network.NameOf(label))];
        using Figure confusion = new(700, 620, ConfusionPlot.Create("What is taken for what", test.Confusion, names));
        using Figure mistakes = new(
            900, 760,
            TilePlot.Create(
                "What it is surest of, and wrong", WrongPredictions.Find(network, images.Test, MostMistakes, surestFirst: true).Tiles,
                columns: 5));
        foreach ((string name, Figure figure) in new[] { ("confusion", confusion), ("mistakes", mistakes) })
        {
            string path = Path.Combine(plan.Folder, $"{name}.png");
            File.WriteAllBytes(path, figure.ToPng());
            console.WriteLine($"wrote {path}");
        }
    }

    /// <summary>Lists the files that are left out.</summary>
    private sealed class UnreadableLines(IAnsiConsole console) : IProgress<ImageFolderProgress>
    {
        public void Report(ImageFolderProgress value)
        {
            if (value.Unreadable is { } unreadable)
                console.WriteLine($"left out: {unreadable}");
        }
    }
}
