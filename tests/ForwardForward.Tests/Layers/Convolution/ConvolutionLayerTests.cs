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

    [Theory]
    [InlineData(1, 2, 1, false, Shortcut.None)]
    [InlineData(2, 1, 1, false, Shortcut.Add)]
    [InlineData(2, 1, 2, true, Shortcut.Add)]
    [InlineData(1, 1, 2, false, Shortcut.Concatenate)]
    [InlineData(2, 2, 2, true, Shortcut.Concatenate)]
    public void Differentiate_StrideDilationAndShortcut_IsAutomaticDifferentiation(
        int stride, int dilation, int pool, bool poolsMaximum, Shortcut shortcut)
    {
        foreach (bool batchNorm in new[] { false, true })
        {
            TestConvolution definition = new(new()
            {
                Channels = shortcut == Shortcut.Concatenate ? 10 : 4,
                Kernel = 3,
                Stride = stride,
                Dilation = dilation,
                Pool = pool,
                PoolsMaximum = poolsMaximum,
                BatchNorm = batchNorm,
                Shortcut = shortcut,
                ShortcutGroups = 2,
            });
            using FFNetwork network = new FFNetworkBuilder().WithInput(4, 8, 12).WithClasses(2).AddLayer(definition).Build();
            using Tensor images = Tensors.Random(1, 40, 4, 8, 12);

            Tensor[] closed = Gradients(network.Layers[0], images);
            Tensor[] recorded = ByLibtorch.Get(() => Gradients(network.Layers[0], images));

            foreach ((Tensor one, Tensor other) in closed.Zip(recorded))
                one.ShouldBeClose(other, 1e-5 * other.abs().max().ToDouble());
        }
    }

    [Fact]
    public void Forward_StrideAndDilation_IsTheConvolutionOfLibtorch()
    {
        using LocalLayer layer = new TestConvolution(new() { Channels = 3, Kernel = 3, Stride = 2, Dilation = 3 })
            .Create(LayerContexts.Create(1, shape: [2, 9, 8]));
        Tensor input = Tensors.Random(1, 5, 2, 9, 8);

        Tensor output = layer.Forward(input);

        output.shape.Should().Equal(5, 3, 5, 4);
        output.ShouldBeClose(
            nn.functional.conv2d(
                input, layer.Parameters[0].Value, layer.Parameters[1].Value, [2, 2], [3, 3], [3, 3]).relu(), 1e-5);
        layer.FloatingPointOperations.Should().Be(2 * 3 * 2 * 9 * 5 * 4);
    }

    // A weight of 0 leaves the bias: what is handed on is the shortcut and that number.
    [Theory]
    [InlineData(Shortcut.None, new float[] { 10, 20 })]
    [InlineData(Shortcut.Add, new float[] { 12, 26 })]
    public void Forward_ShortcutOfAHalvedMap_IsTheMeanOfItsSquaresBesideTheRest(Shortcut shortcut, float[] expected)
    {
        ForwardForward.Convolution convolution = new() { Channels = 2, Kernel = 3, Stride = 2, Shortcut = shortcut, ShortcutGroups = 2 };
        using LocalLayer layer = new TestConvolution(convolution).Create(LayerContexts.Create(1, shape: [2, 2, 2]));
        layer.Parameters[0].Value.zero_();
        layer.Parameters[1].Value.copy_(Tensors.Vector(10, 20));

        // Means 2 and 6.
        Tensors.Values(layer.Forward(tensor(new float[] { 1, 1, 3, 3, 4, 6, 6, 8 }).view(1, 2, 2, 2))).Should().Equal(expected);
    }

    [Fact]
    public void Forward_ConcatenatedShortcut_GivesEachClassesGroupItsPart()
    {
        ForwardForward.Convolution convolution = new() { Channels = 6, Kernel = 1, Shortcut = Shortcut.Concatenate, ShortcutGroups = 2 };
        using LocalLayer layer = new TestConvolution(convolution).Create(LayerContexts.Create(1, shape: [2, 1, 1]));
        layer.Parameters[0].Value.zero_();
        layer.Parameters[1].Value.copy_(Tensors.Vector(10, 20, 30, 40));

        Tensors.Values(layer.Forward(Tensors.Vector(1, 2).view(1, 2, 1, 1))).Should().Equal(10, 20, 1, 30, 40, 2);
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
