using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using ForwardForward.Tests.Runtime;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers.Convolution;

public sealed class ConvolutionLayerTests
{
    [Theory]
    [InlineData(40, 1, false, false, 1, ComputePrecision.Full)]
    [InlineData(40, 2, false, false, 1, ComputePrecision.Full)]
    [InlineData(40, 2, true, false, 2, ComputePrecision.Full)]
    [InlineData(40, 1, false, true, 2, ComputePrecision.Full)]
    [InlineData(40, 3, true, true, 1, ComputePrecision.Full)]
    [InlineData(40, 2, false, false, 1, ComputePrecision.BFloat16)]
    [InlineData(2, 2, false, false, 1, ComputePrecision.Full)]
    [InlineData(2_100, 2, true, false, 1, ComputePrecision.Full)] // In several micro-batches.
    public void Differentiate_EveryKind_IsAutomaticDifferentiation(
        int count, int pool, bool poolsMaximum, bool batchNorm, int groups, ComputePrecision precision)
    {
        TestConvolution definition = new(new()
        {
            Channels = 6,
            Kernel = 3,
            Pool = pool,
            PoolsMaximum = poolsMaximum,
            BatchNorm = batchNorm,
            Groups = groups,
        });
        using FFNetwork network =
            new FFNetworkBuilder().WithInput(2, 9, 8).WithClasses(2).WithPrecision(precision).AddLayer(definition).Build();
        using Tensor images = Tensors.Random(1, count, 2, 9, 8);

        Tensor[] closed = Gradients(network.Layers[0], images), recorded = ByLibtorch.Get(() => Gradients(network.Layers[0], images));

        foreach ((Tensor one, Tensor other) in closed.Zip(recorded))
            one.ShouldBeClose(other, (precision == ComputePrecision.Full ? 1e-5 : 1e-2) * other.abs().max().ToDouble());
    }

    private static Tensor[] Gradients(LocalLayer layer, Tensor images)
    {
        using WorkSpace space = WorkSpace.Create();
        LearningContext context =
            new() { Labels = zeros(images.size(0), int64), Positives = (images.size(0) + 1) / 2, Progress = 0, WorkSpace = space };
        using GradientAccumulation gradients = new("the layer", layer.Parameters, space);
        layer.Differentiate(LayerInput.FromTensor(images), context, gradients);
        return [.. gradients.Sum().Select(gradient => gradient.clone())];
    }

    private sealed class TestConvolution(ForwardForward.Convolution convolution) : LayerDefinition
    {
        public override string Name => "convolution";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => convolution.OutputShape(inputShape);

        public override LocalLayer Create(LayerContext context) =>
            new ConvolutionLayer(Name, convolution, new NoNormalisation(), context, null);
    }
}
