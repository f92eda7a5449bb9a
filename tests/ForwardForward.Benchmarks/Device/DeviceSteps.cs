using ForwardForward.Benchmarks.Measuring;
using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;

namespace ForwardForward.Benchmarks.Device;

/// <summary>Training steps of networks and of their backprop twins on the device, in turn.</summary>
internal static class DeviceSteps
{
    private const int Rounds = 9, StepsOfRound = 20;

    private static readonly (string Name, ImageShape Input, int Batch, Func<FFNetworkBuilder, FFNetworkBuilder> Add)[] Networks =
    [
        ("dense 784-500-500", Digits, 128, network => network.AddDense(500).AddDense(500)),
        ("dense 784-2000-2000", Digits, 128, network => network.AddDense(2000).AddDense(2000)),
        ("dense 784-2000-2000", Digits, 2048, network => network.AddDense(2000).AddDense(2000)),
        ("dense 784-2000-2000 in bfloat16", Digits, 2048,
            network => network.AddDense(2000).AddDense(2000).WithPrecision(ComputePrecision.BFloat16)),
        ("projection 784-2000-2000", Digits, 2048, network => network.AddProjection(2000).AddProjection(2000)),
        ("convolutional projection 64-128-256", Photographs, 128, Convolution),
        ("convolutional projection 64-128-256", Photographs, 1024, Convolution),
        ("channel-wise competition 60-120-240", Photographs, 128, network => network.AddCwcBlock(60).AddCwcBlock(120).AddCwcBlock(240)),
    ];

    private static ImageShape Digits => new(1, 28, 28);

    private static ImageShape Photographs => new(3, 32, 32);

    public static IReadOnlyList<DeviceStep> Run(torch.Device device)
    {
        List<DeviceStep> steps = [];
        foreach ((string name, ImageShape input, int batch, Func<FFNetworkBuilder, FFNetworkBuilder> add) in Networks)
        {
            steps.Add(Measure(name, input, batch, add, device));
            Console.WriteLine(steps[^1]);
        }
        return steps;
    }

    private static FFNetworkBuilder Convolution(FFNetworkBuilder network) =>
        network.AddConvolutionProjection(64).AddConvolutionProjection(128).AddConvolutionProjection(256);

    private static DeviceStep Measure(
        string name, ImageShape input, int batch, Func<FFNetworkBuilder, FFNetworkBuilder> add, torch.Device device)
    {
        using LabelledImages images = RandomImages.Create(input, batch * StepsOfRound, device);
        FFNetworkBuilder builder = add(new FFNetworkBuilder().WithInput(input).WithClasses(RandomImages.Classes));
        using FFNetwork network = builder.WithDevice(device).Build();
        using BackpropTwin twin = BackpropTwin.Create(network.Definition, device: device);
        TrainingOptions options = new() { Epochs = 1, BatchSize = batch };
        double Ours() => Timing.Milliseconds(() => network.Fit(images, options)) / StepsOfRound;
        double Twins() => Timing.Milliseconds(() => twin.Fit(images, options)) / StepsOfRound;
        Ours();
        Twins();
        (double Ours, double Twin)[] rounds = [.. Enumerable.Range(0, Rounds).Select(_ => (Ours(), Twins()))];
        return new DeviceStep(
            name, batch, Quartiles.Of(rounds.Select(round => round.Ours)), Quartiles.Of(rounds.Select(round => round.Twin)),
            MeasureOnProcessor(builder, input, batch));
    }

    private static double MeasureOnProcessor(FFNetworkBuilder builder, ImageShape input, int batch)
    {
        const int Steps = 3;
        using LabelledImages images = RandomImages.Create(input, batch * Steps, torch.CPU);
        using FFNetwork network = builder.WithDevice(torch.CPU).Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = batch };
        network.Fit(images, options);
        return Timing.Milliseconds(() => network.Fit(images, options)) / Steps;
    }
}
