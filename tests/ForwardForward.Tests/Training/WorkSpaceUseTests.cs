using ForwardForward.Data;
using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using ForwardForward.Tests.Layers;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Training;

/// <summary>What a step borrows goes back, and nothing that is looked at later lies in what was given back.</summary>
public sealed class WorkSpaceUseTests
{
    private static readonly Dictionary<string, Func<FFNetworkBuilder, FFNetworkBuilder>> FirstLayers = new(StringComparer.Ordinal)
    {
        ["overlay"] = network => network.AddDense(16),
        ["labels in the whole image"] = network => network.WithLabelEmbedding(new WaveLabelPattern()).AddDense(16),
        ["standardised rows"] = network => network.WithInputNormalisation(new StandardiseNormalisation()).AddDense(16),
        ["layer norm"] = network => network.AddDense(16, layerNorm: true),
        ["bfloat16"] = network => network.WithPrecision(ComputePrecision.BFloat16).AddDense(16),
        ["predictive coding"] = network => network.AddLayer(new PredictiveCodingLayerDefinition(16)),
    };

    public static TheoryData<string> Kinds => [.. FirstLayers.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_FirstLayerScoresLabels_HoldsAsManyTensorsInEveryEpoch(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(120);
        using FFNetwork network = FirstLayers[kind](SavedNetworks.Bare().WithNegatives(new FirstLayerSampler())).AddDense(12).Build();
        List<long> live = [];
        ProgressCallback<TrainingProgress> atEpochsEnd = new(progress =>
        {
            if (progress.LastEpoch is not null)
                live.Add(torch.Tensor.TotalCount);
        });
        Tensors.CountLive();

        network.Fit(data, new TrainingOptions { Epochs = 4, BatchSize = 10, Progress = atEpochsEnd });

        live.Skip(1).Should().HaveCount(3).And.OnlyContain(count => count == live[1]);
    }

    /// <summary>The goodness is then the very tensor that is freed where nobody needs the activations.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(2_500)]
    public void Learn_GoodnessThatIsTheActivations_IsHandedOn(int rows)
    {
        using DisposeScope scope = NewDisposeScope();
        using WorkSpace space = WorkSpace.Create();
        using LocalLayer layer = new DenseLayer(new DenseLayerDefinition(2), LayerContexts.Create(6), objective: new UnitsAsClasses());
        Tensor input = Tensors.Random(1, rows, 6), expected = layer.Forward(input);
        LearningContext context = new()
        {
            Labels = arange(rows, dtype: int64).remainder(2),
            Positives = rows,
            Progress = 0,
            NeedsActivations = false,
            WorkSpace = space,
        };

        using LearningStep step = layer.Learn(input, context);
        space.Borrow(expected.shape).fill_(-1);

        step.Goodness.ShouldBeClose(expected);
    }

    private sealed class UnitsAsClasses() : ClassObjective(new CrossEntropyLoss())
    {
        public override Tensor Measure(Tensor activations) => activations;
    }
}
