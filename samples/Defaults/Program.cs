// How well does a network with the library's defaults read digits? This is the network of QuickStart over several seeds. It writes the
// record and the figure that the documents quote under the name quickstart.
//
//   dotnet run -c Release --project samples/Defaults
//   dotnet run -c Release --project samples/Defaults -- --preset controlled --dataset mnist
using System.Text.Json.Nodes;
using ForwardForward;
using ForwardForward.Data;
using ForwardForward.Experiments;
using ForwardForward.Samples;
using Spectre.Console;

SampleDefaults defaults = new()
{
    Study = "quickstart",
    Description = "Trains a small Forward-Forward network on images of digits and shows how well it reads them.",
    Presets = [Preset.Quick, Preset.Controlled],
    Dataset = DatasetChoice.Synthetic,
    Epochs = (_, dataset) => dataset == DatasetChoice.Synthetic ? 8 : 20,
};
return await new SampleCommand(defaults).RunAsync(args, RunAsync);

static async Task RunAsync(SampleRun run)
{
    // The images. A tenth of the training images become validation images: the network does not learn from them, and they show how well
    // it does while it learns. The test images are used only at the end.
    using ImageDataset whole = await run.OpenDatasetAsync();
    using ImageDataset dataset = whole.WithValidation(whole.Train.Count / 10, seed: 0);
    run.Console.WriteLine(
        $"{dataset.Name}: {dataset.Train.Count} training images, {dataset.Validation!.Count} validation images, "
            + $"{dataset.Test.Count} test images");

    WrongPredictions? mistakes = null;
    IReadOnlyList<(TrainingResult Training, EvaluationResult Test)> seeds = Repetition.Run(
        seed =>
        {
            // The network. Every setting that is not named here has a default that trains well.
            using FFNetwork network = new FFNetworkBuilder()
                .WithDataset(dataset)
                .WithSeed(seed)
                .WithDevice(run.Device)
                .AddDense(500)
                .AddDense(500)
                .Build();

            // Training. Both layers learn in every batch, each from its own goodness, which is how strongly it responds to an image. No
            // gradient passes from one layer to the other.
            TrainingOptions options =
                new() { Epochs = run.Options.Epochs, Validation = dataset.Validation, Cancellation = run.Cancellation };
            TrainingResult training = run.WithProgress(
                $"seed {seed}", progress => network.Fit(dataset.Train, options with { Progress = progress }));

            // The measurement. The network tries every label on an image, and picks the one that its layers respond to most strongly.
            EvaluationResult test = network.Evaluate(dataset.Test, new EvaluationOptions { Cancellation = run.Cancellation });
            mistakes ??= WrongPredictions.Find(network, dataset.Test, atMost: 20, inverted: true);
            return (training, test);
        },
        run.Repetition);

    // The results: tables on the console, a record (JSON and Markdown), and a figure (PNG and SVG) in the folder of results.
    StudyRow accuracy = new(
        "network",
        "test_accuracy",
        [.. seeds.Select(seed => seed.Test.Accuracy)],
        seconds: seeds.Sum(seed => seed.Training.Seconds),
        settings: new JsonObject { ["layers"] = "500-500", ["epochs"] = run.Options.Epochs, ["batch"] = new TrainingOptions().BatchSize });
    List<StudyRow> rows = [accuracy, .. LayerRows.Create([.. seeds.Select(seed => seed.Test)])];
    StudyTable.Write(run.Console, rows);
    Curve[] curves = [.. seeds.Select((seed, index) => new Curve($"seed {index}", WatchedAccuracies(seed.Training)))];
    using Figure figure = new(550, 520,
        LearningCurvePlot.Create("Accuracy on the validation images", curves),
        TilePlot.Create(
            $"Seed 0 misreads {mistakes!.Count} of {dataset.Test.Count} test images (true → predicted)", mistakes.Tiles, columns: 5));
    foreach (string path in run.Results.Save(run.CreateRecord(rows)).Concat(run.Results.Save(figure)))
        run.Console.WriteLine($"wrote {path}");
    run.Console.WriteLine(FormattableString.Invariant($"test accuracy: {100 * accuracy.Mean:F2} %"));
}

static double[] WatchedAccuracies(TrainingResult training) => [.. training.History.Select(epoch => epoch.ValidationAccuracy!.Value)];
