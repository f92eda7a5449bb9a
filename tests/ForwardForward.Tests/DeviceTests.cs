using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests;

/// <summary>
/// Networks on another device than the images'. In place of a GPU stands libtorch's "meta" device, which computes
/// shapes alone, refuses element-wise operations on tensors of two devices, and cannot hand a value to the CPU.
/// It lacks convolutions, relu, where and index_select in this build, so the kinds that need those neither predict nor learn here;
/// and it does not see two devices in a matrix product.
/// </summary>
public sealed class DeviceTests
{
    private static readonly Device Elsewhere = new(DeviceType.META);

    private static readonly string[] ThatLearn =
    [
        "dense", "dense with everything", "dense in bfloat16", "dense, predicting by a head", "modulated by reward",
        "faithfully modulated by reward", "prospective", "mean goodness",
    ];

    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    public static TheoryData<string> KindsThatPredict => [.. ThatLearn, "projection"];

    public static TheoryData<string> KindsThatLearn => [.. ThatLearn];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Build_ForAnotherDevice_PutsAllThereThatComputes(string kind)
    {
        using FFNetwork network = SavedNetworks.Kinds[kind]().WithDevice(Elsewhere).Build();

        // The study's reward is one for all rows, so its running mean is a number of the host.
        network.Tensors.Where(tensor => tensor.Value.device_type != DeviceType.META).Select(tensor => tensor.Name)
            .Should().Equal(kind is "faithfully modulated by reward" ? ["layer1.expected_reward", "layer2.expected_reward"] : []);
    }

    [Theory]
    [MemberData(nameof(KindsThatPredict))]
    public void Predict_OnAnotherDeviceThanTheImages_NeverLeavesIt(string kind)
    {
        using LabelledImages images = SyntheticImages.Create(5);
        using FFNetwork network = SavedNetworks.Kinds[kind]().WithDevice(Elsewhere).Build();

        Tensor[] results = [network.Predict(images.Images), network.ScoreLabels(images.Images), network.ExtractFeatures(images.Images)];

        results.Should().OnlyContain(result => result.device_type == DeviceType.META);
        results[0].shape.Should().Equal(5);
    }

    [Theory]
    [MemberData(nameof(KindsThatLearn))]
    public void Differentiate_OnAnotherDevice_NeverLeavesIt(string kind)
    {
        using DisposeScope scope = NewDisposeScope();
        using LabelledImages images = SyntheticImages.Create(5);
        using Generator generator = new(1UL);
        using FFNetwork network = SavedNetworks.Kinds[kind]().WithDevice(Elsewhere).Build();
        Tensor labels = images.Labels.repeat(2).to(Elsewhere);
        List<Tensor> activations = [images.Images.repeat(2, 1, 1, 1).to(Elsewhere)];
        foreach (LocalLayer layer in network.Layers)
            activations.Add(layer.Forward(activations[^1]));

        for (int index = 0; index < network.Layers.Count; index++)
        {
            int place = index + 1;
            LocalLayer layer = network.Layers[index];
            using GradientAccumulation gradients = new(layer.Name, layer.Parameters, WorkSpace.None);
            using var recordNothing = no_grad();
            // All of Learn but the optimizer, whose fused kernel the meta device lacks.
            MicroBatch part = layer.Differentiate(activations[index], Context(), gradients).Single();

            Tensor[] results = [part.Activations, part.Goodness, gradients.Loss, .. gradients.Sum()];
            results.Should().OnlyContain(result => result.device_type == DeviceType.META);

            LearningContext Context() => new()
            {
                Labels = labels,
                Positives = 5,
                Progress = 0,
                Generator = generator,
                ActivationsAt = offset => activations.ElementAtOrDefault(place + offset),
                ClassProbabilities = () => rand([10, 3], device: Elsewhere),
            };
        }
    }
}
