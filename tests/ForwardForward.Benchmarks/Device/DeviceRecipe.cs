using System.Diagnostics;
using System.Globalization;
using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;

namespace ForwardForward.Benchmarks.Device;

/// <summary>A network that learned photographs on the device, in a time that was given.</summary>
/// <param name="Name">Its layers, and how they learned.</param>
/// <param name="Epochs">How many the time allowed.</param>
/// <param name="Minutes">What they took.</param>
/// <param name="Validation">The accuracy on the validation images, epoch by epoch.</param>
/// <param name="Training">The accuracy at the end on as many of the training images.</param>
/// <param name="Test">The accuracy on the test images, read once, at the end.</param>
internal sealed record DeviceRecipe(
    string Name, int Epochs, double Minutes, IReadOnlyList<double?> Validation, double Training, double Test)
{
    private const int PutAside = 5_000, Batch = 128, MostEpochs = 100;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {100 * Test:F2} % of the test images, {100 * Training:F2} % of the training images, {Epochs} epochs in {Minutes:F1} "
            + $"minutes");

    /// <summary>The network in the given time, then its backprop twin in as many epochs.</summary>
    public static IReadOnlyList<DeviceRecipe> Run(torch.Device device, string data, TimeSpan time)
    {
        using ImageDataset read = ImageDatasets.FromFolder(data, new ImageFolderOptions { Shape = new ImageShape(3, 32, 32) });
        using ImageDataset images = read.WithValidation(PutAside, seed: 0);
        using LabelledImages train = new(images.Train.Images.to(device), images.Train.Labels, images.Classes);
        Console.WriteLine($"{images.Name}: {train.Count} images to learn from");
        TrainingOptions options = new()
        {
            BatchSize = Batch,
            Validation = images.Validation,
            Augmentation = Augmentation.None with { Crop = 0.5, Mirror = 0.5 },
        };
        // Four stages with shortcuts, on maps of 32×32, 16×16, 8×8 and 4×4; the last layer has seen the most, and names the class.
        FFNetworkBuilder builder = new FFNetworkBuilder().WithDataset(images).WithDevice(device).WithPrecision(ComputePrecision.BFloat16)
            .WithOptimizer(new AdamOptions { LearningRate = 0.003, WeightDecay = 1e-4, DecouplesWeightDecay = true, WarmUp = 0.05 })
            .WithScoringLayers(^1..)
            .AddStage(channels: 64, layers: 2)
            .AddStage(channels: 128, layers: 2, pool: 2)
            .AddStage(channels: 256, layers: 2, pool: 2)
            .AddStage(channels: 512, layers: 2, pool: 2);
        int epochs;
        using (FFNetwork trial = builder.Build())
            epochs = CountEpochs(time, () => trial.Fit(train, options with { Epochs = 1 }));
        Console.WriteLine($"{epochs} epochs");

        using FFNetwork network = builder.Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition, device: device);
        return
        [
            Learn(
                "eight layers of convolutional projection in four stages with shortcuts, in bfloat16", options with { Epochs = epochs },
                it => network.Fit(train, it), Accuracy),
            Learn("their backprop twin", options with { Epochs = epochs }, it => twin.Fit(train, it), TwinsAccuracy),
        ];

        double Accuracy(LabelledImages part) => network.Evaluate(part).Accuracy;

        double TwinsAccuracy(LabelledImages part) => twin.MeasureAccuracy(part);

        DeviceRecipe Learn(
            string name, TrainingOptions training, Func<TrainingOptions, TrainingResult> fit, Func<LabelledImages, double> measure)
        {
            TrainingResult run = fit(training);
            using LabelledImages some = images.Train.Take(Math.Min(PutAside, images.Train.Count));
            DeviceRecipe recipe = new(
                name, training.Epochs, run.Seconds / 60, [.. run.History.Select(epoch => epoch.ValidationAccuracy)],
                measure(some), measure(images.Test));
            Console.WriteLine(recipe);
            return recipe;
        }
    }

    /// <summary>How many epochs fit in the time, after one that warms up.</summary>
    private static int CountEpochs(TimeSpan time, Action epoch)
    {
        epoch();
        long start = Stopwatch.GetTimestamp();
        epoch();
        return (int)Math.Clamp(time / Stopwatch.GetElapsedTime(start), 1, MostEpochs);
    }
}
