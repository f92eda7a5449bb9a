using ForwardForward.Data;
using ForwardForward.Layers;
using ForwardForward.Normalisation;
using ForwardForward.Optimizers;
using ForwardForward.Training;
using static ForwardForward.Tests.Tensors;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Layers;

/// <summary>A layer kind of a user's own, which states only how it computes forward.</summary>
public sealed class LocalLayerTests
{
    [Fact]
    public void Learn_OwnLayer_EqualsTheClosedFormOfTheDenseLayer()
    {
        using LocalLayer dense = new DenseLayerDefinition(8).Create(LayerContexts.Create(inputs: 6));
        using LocalLayer own = new OwnDefinition(8).Create(LayerContexts.Create(inputs: 6));
        own.Parameters[0].Value.copy_(dense.Parameters[0].Value);
        own.Parameters[1].Value.copy_(dense.Parameters[1].Value);

        for (int step = 0; step < 20; step++)
        {
            Tensor input = Random(step, 10, 6);
            double denseLoss = dense.Learn(input, Halves(input)).Loss.ToDouble();
            own.Learn(input, Halves(input)).Loss.ToDouble().Should().BeApproximately(denseLoss, 1e-5);
        }

        own.Parameters[0].Value.ShouldBeClose(dense.Parameters[0].Value, 1e-5);
        own.Parameters[1].Value.ShouldBeClose(dense.Parameters[1].Value, 1e-5);
    }

    [Fact]
    public void Learn_InputThatRecordsGradients_GetsNone()
    {
        using LocalLayer own = new OwnDefinition(8).Create(LayerContexts.Create(inputs: 6));
        Tensor before = Random(1, 10, 6).requires_grad_();
        Tensor input = before * 2;

        LayerStep step = own.Learn(input, Halves(input));

        before.grad.Should().BeNull("no gradient may cross a layer");
        step.Activations.requires_grad.Should().BeFalse();
        own.Parameters.Should().AllSatisfy(parameter => parameter.Value.requires_grad.Should().BeFalse());
    }

    [Fact]
    public void AddLayer_OwnLayer_TrainsLikeABuiltInOneAndLeavesNoTensor()
    {
        using LabelledImages train = SyntheticImages.Create(300, seed: 1), unseen = SyntheticImages.Create(300, seed: 2);
        long before = CountLive();

        using (NewDisposeScope())
        using (FFNetwork network = new FFNetworkBuilder().WithInput(SyntheticImages.Shape).WithClasses(3)
            .WithOptimizer(new AdamOptions { LearningRate = 0.01 }).AddLayer(new OwnDefinition(32)).AddDense(24).Build())
        {
            network.Fit(train, new TrainingOptions { Epochs = 15, BatchSize = 32 });

            network.Definition.ToString().Should().Contain("Own 32 → Dense 24");
            SyntheticImages.Accuracy(network, unseen).Should().BeGreaterThan(0.9);
        }

        Tensor.TotalCount.Should().Be(before);
    }

    private static LearningContext Halves(Tensor input) => new() { Labels = zeros([input.shape[0]], int64), Positives = input.shape[0] / 2, Progress = 0 };

    private sealed record OwnDefinition(int Units) : LayerDefinition
    {
        public override string Name => $"Own {Units}";

        public override IReadOnlyList<long> OutputShape(IReadOnlyList<long> inputShape) => [Units];

        public override LocalLayer Create(LayerContext context) => new OwnLayer(this, context);
    }

    private sealed class OwnLayer : LocalLayer
    {
        private readonly INormalisation _normalisation;
        private readonly Tensor _weight;
        private readonly Tensor _bias;

        public OwnLayer(OwnDefinition definition, LayerContext context)
            : base(definition.Name, context)
        {
            _normalisation = context.InputNormalisation;
            long inputs = context.InputShape.Aggregate(1L, (size, length) => size * length);
            _weight = AddParameter("weight", randn([definition.Units, inputs], generator: context.Generator).div_(Math.Sqrt(inputs)));
            _bias = AddParameter("bias", zeros([definition.Units]));
        }

        public override Tensor Forward(Tensor input) =>
            nn.functional.linear(_normalisation.Normalise(input.flatten(1)), _weight, _bias).relu();
    }
}
