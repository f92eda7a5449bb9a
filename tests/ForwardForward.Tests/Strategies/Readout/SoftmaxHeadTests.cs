using ForwardForward.Extensibility;
using ForwardForward.Faithful;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Strategies.Readout;

public sealed class SoftmaxHeadTests
{
    // Two layers of a network, two rows.
    private static readonly Tensor[] Layers = [Matrix(new float[,] { { 3, 4 }, { 1, 1 } }), Matrix(new float[,] { { 2 }, { 5 } })];

    [Fact]
    public void Classify_TwoLayers_ReadsThemNormalisedSideBySide()
    {
        using SoftmaxHead head = Create(new SoftmaxHeadOptions());
        (Tensor weight, Tensor bias) = (head.Parameters[0].Value, head.Parameters[1].Value);

        Tensor logarithms = head.Classify(Layers);

        // Mean square 1 for each layer by itself: (3, 4) / √12.5, (1, 1), and a lone unit becomes 1.
        Tensor features = Matrix(new float[,] { { 3 / MathF.Sqrt(12.5f), 4 / MathF.Sqrt(12.5f), 1 }, { 1, 1, 1 } });
        logarithms.ShouldBeClose((features.mm(weight.t()) + bias).log_softmax(1), 1e-5);
        weight.shape.Should().Equal(3, 3);
    }

    [Fact]
    public void Classify_LastLayerAsItIs_LeavesOutTheFirst()
    {
        using SoftmaxHead head = Create(FaithfulHeads.TopDown);

        Tensor logarithms = head.Classify(Layers);

        logarithms.ShouldBeClose((Layers[1].mm(head.Parameters[0].Value.t()) + head.Parameters[1].Value).log_softmax(1), 1e-5);
    }

    [Fact]
    public void Learn_TenSteps_EqualsAutomaticDifferentiationWithAdam()
    {
        AdamOptions optimizer = new() { LearningRate = 0.05, Decay = LearningRateDecay.Constant };
        using SoftmaxHead head = Create(new SoftmaxHeadOptions { Normalisation = new NoNormalisation(), Optimizer = optimizer });
        TorchSharp.Modules.Parameter weight = new(head.Parameters[0].Value.clone()), bias = new(head.Parameters[1].Value.clone());
        using optim.Optimizer adam = optim.Adam([weight, bias], lr: 0.05);
        Tensor labels = LabelsOf(2, 0), features = cat(Layers, 1);

        for (int step = 0; step < 10; step++)
        {
            head.Learn(Layers, labels, progress: 0);
            adam.zero_grad();
            nn.functional.cross_entropy(nn.functional.linear(features, weight, bias), labels).backward();
            adam.step();
        }

        head.Parameters[0].Value.ShouldBeClose(weight, 1e-5);
        head.Parameters[1].Value.ShouldBeClose(bias, 1e-5);
    }

    private static SoftmaxHead Create(SoftmaxHeadOptions options)
    {
        using Generator generator = new(5UL);
        return new SoftmaxHead(options, [2, 1], classes: 3, new InitialValues(generator, CPU));
    }
}
