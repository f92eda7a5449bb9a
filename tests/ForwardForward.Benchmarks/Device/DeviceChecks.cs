using ForwardForward.Data;
using ForwardForward.Experiments;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Benchmarks.Device;

/// <summary>Everything that computes, once on the processor and once on the device, with the same seed.</summary>
internal static class DeviceChecks
{
    public static IReadOnlyList<DeviceCheck> Run(torch.Device device)
    {
        using ImageDataset digits = ImageDatasets.SyntheticDigits(new DatasetOptions { Seed = 1, Train = 640, Test = 200 });
        using ImageDataset images = digits.WithValidation(100, seed: 0);
        List<DeviceCheck> checks = [];
        foreach (DeviceNetwork network in DeviceNetworks.All)
            checks.Add(Compare(
                network.Name, device, it => Trained(network.Add, it, images, new TrainingOptions()), network.Allowed));
        foreach ((string name, TrainingOptions options) in DeviceNetworks.Trainings(images))
            checks.Add(Compare(name, device, it => Trained(DeviceNetworks.Dense, it, images, options), DeviceNetwork.OfRounding));
        foreach ((string name, Func<FFNetwork, ImageDataset, Tensor> read) in DeviceNetworks.Readings)
            checks.Add(Compare(name, device, it => Read(read, it, images), DeviceNetwork.OfRounding));
        checks.Add(Compare("backprop twin", device, it => TwinTrained(DeviceNetworks.Convolution, it, images), DeviceNetwork.OfRounding));
        return checks;
    }

    private static DeviceCheck Compare(string name, torch.Device device, Func<torch.Device, Work> work, double allowed)
    {
        using DisposeScope scope = NewDisposeScope();
        DeviceCheck check;
        try
        {
            Work expected = work(CPU), found = work(device);
            check = new DeviceCheck(name, Distance(expected.After, found.After) / Distance(expected.After, expected.Before), allowed);
        }
        catch (Exception fault) when (fault is not OutOfMemoryException) // All checks are made, whatever is wrong with one.
        {
            check = new DeviceCheck(name, double.PositiveInfinity, allowed, $"{fault.GetType().Name}: {fault.Message.Split('\n')[0]}");
        }
        Console.WriteLine(check);
        return check;
    }

    private static double Distance(Tensor one, Tensor other) => (one - other).norm().ToDouble();

    private static Work Trained(
        Func<FFNetworkBuilder, FFNetworkBuilder> add, torch.Device device, ImageDataset images, TrainingOptions options)
    {
        using FFNetwork network = Build(add, images, device);
        Tensor before = Joined(network.Tensors);
        network.Fit(images.Train, DeviceNetworks.InTwentySteps(options, images.Train.Count));
        return new Work(before, Joined(network.Tensors));
    }

    private static Work TwinTrained(Func<FFNetworkBuilder, FFNetworkBuilder> add, torch.Device device, ImageDataset images)
    {
        using FFNetwork network = Build(add, images, CPU);
        using BackpropTwin twin = BackpropTwin.Create(network.Definition, device: device);
        Tensor before = Joined(twin.Parameters);
        twin.Fit(images.Train, DeviceNetworks.InTwentySteps(new TrainingOptions(), images.Train.Count));
        return new Work(before, Joined(twin.Parameters));
    }

    /// <summary>What is read of an untrained network, which is the same on both.</summary>
    private static Work Read(Func<FFNetwork, ImageDataset, Tensor> read, torch.Device device, ImageDataset images)
    {
        using FFNetwork network = Build(DeviceNetworks.Dense, images, device);
        Tensor numbers = read(network, images).to_type(ScalarType.Float64).cpu().flatten();
        return new Work(zeros_like(numbers), numbers);
    }

    private static FFNetwork Build(Func<FFNetworkBuilder, FFNetworkBuilder> add, ImageDataset images, torch.Device device) =>
        add(new FFNetworkBuilder().WithDataset(images).WithSeed(7).WithOptimizer(DeviceNetworks.Optimizer)).WithDevice(device).Build();

    private static Tensor Joined(IEnumerable<NamedTensor> tensors) =>
        cat([.. tensors.Select(tensor => tensor.Value.detach().to_type(ScalarType.Float64).cpu().flatten())]);

    /// <summary>The numbers that a piece of work began with, and those that it ended with, on the processor.</summary>
    private sealed record Work(Tensor Before, Tensor After);
}
