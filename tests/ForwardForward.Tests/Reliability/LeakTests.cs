using System.Reflection;
using ForwardForward.Data;
using ForwardForward.Tests.Persistence;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>
/// No layer kind and no strategy leaves a tensor behind: not in steps, nor in networks that come and go, nor where a run ends half-way.
/// </summary>
public sealed class LeakTests
{
    public static TheoryData<string> Kinds => [.. SavedNetworks.Kinds.Keys];

    public static TheoryData<string> Strategies =>
    [
        .. typeof(FFNetwork).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && With(type) is not null)
            .Select(type => type.FullName!),
    ];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Fit_OneThousandStepsWithEachStrategy_KeepsTheTensorCount(string name)
    {
        using LabelledImages data = SyntheticImages.Create(100);
        using FFNetwork network = With(typeof(FFNetwork).Assembly.GetType(name, throwOnError: true)!)!().Build();
        TrainingOptions options = new() { Epochs = 1, BatchSize = 4 };
        network.Fit(data, options);
        long before = Tensors.CountLive();

        network.Fit(data, options with { Epochs = 40 });

        Tensor.TotalCount.Should().Be(before);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Networks_BuiltTrainedEvaluatedAndDisposedAHundredTimes_LeaveNothing(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(12);
        long before = Tensors.CountLive();
        Cycle();
        long after = Tensors.CountLive(), resident = Environment.WorkingSet;

        for (int cycle = 0; cycle < 100; cycle++)
            Cycle();

        after.Should().Be(before);
        Tensor.TotalCount.Should().Be(before);
        (Environment.WorkingSet - resident).Should().BeLessThan(64 << 20, "a network of this kind takes far less, and a hundred would not");

        void Cycle()
        {
            using FFNetwork network = SavedNetworks.Kinds[kind]().Build();
            network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 4 });
            network.Evaluate(data);
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_CancelledHalfWayAgainAndAgain_LeavesNothing(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();
        CancelAfter(10);
        long before = Tensors.CountLive();

        for (int batches = 1; batches <= 10; batches++)
            CancelAfter(batches);

        Tensor.TotalCount.Should().Be(before);

        void CancelAfter(int batches)
        {
            using CancellationTokenSource cancellation = new();
            int left = batches;
            ProgressCallback<TrainingProgress> stop = new(_ =>
            {
                if (--left == 0)
                    cancellation.Cancel();
            });
            FluentActions.Invoking(() =>
                network.Fit(data, new TrainingOptions { Epochs = 40, BatchSize = 20, Progress = stop, Cancellation = cancellation.Token }))
                .Should().Throw<OperationCanceledException>();
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Fit_FailingHalfWayAgainAndAgain_LeavesNothing(string kind)
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SavedNetworks.Kinds[kind]().Build();
        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 20 });
        long before = Tensors.CountLive();

        for (int batches = 1; batches <= 10; batches++)
            FailAfter(batches);

        Tensor.TotalCount.Should().Be(before);

        void FailAfter(int batches)
        {
            int left = batches;
            ProgressCallback<TrainingProgress> fail = new(_ =>
            {
                if (--left == 0)
                    throw new TimeoutException("The caller's own progress fails.");
            });
            FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { Epochs = 40, BatchSize = 20, Progress = fail }))
                .Should().Throw<TimeoutException>();
        }
    }

    [Theory]
    [InlineData("goodness")]
    [InlineData("sampler")]
    [InlineData("loss")]
    public void Fit_StrategyThatThrows_LeavesNothing(string which)
    {
        using LabelledImages data = SyntheticImages.Create(60);
        Failing failing = new();
        FFNetworkBuilder builder = SyntheticImages.Network();
        using FFNetwork network = (which switch
        {
            "goodness" => builder.WithGoodness(failing),
            "sampler" => builder.WithNegatives(failing),
            _ => builder.WithLoss(failing),
        }).Build();
        network.Fit(data, new TrainingOptions { Epochs = 1, BatchSize = 20 });
        long before = Tensors.CountLive();

        failing.Left = 3;
        FluentActions.Invoking(() => network.Fit(data, new TrainingOptions { Epochs = 20, BatchSize = 20 }))
            .Should().Throw<TimeoutException>();

        Tensor.TotalCount.Should().Be(before);
    }

    /// <summary>A small network with a strategy; null for a type that is none.</summary>
    private static Func<FFNetworkBuilder>? With(Type type)
    {
        if (!type.GetInterfaces().Any(part => part.Assembly == typeof(FFNetwork).Assembly))
            return null;
        FFNetworkBuilder dense = SavedNetworks.Bare().WithInput(SyntheticImages.Shape);
        ConstructorInfo? constructor = type.GetConstructors()
            .FirstOrDefault(candidate => candidate.GetParameters().All(parameter => parameter.HasDefaultValue));
        object Create() => constructor!.Invoke([.. constructor.GetParameters().Select(parameter => parameter.DefaultValue)]);
        return constructor is null ? null : Create() switch
        {
            ILabelEmbedding embedding =>
                () => dense.AddDense(4).WithLabelEmbedding(embedding).WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead),
            INegativeSampler sampler => () => dense.AddDense(4).WithNegatives(sampler),
            IGoodness goodness => () => dense.AddDense(4).WithGoodness(goodness),
            IContrastiveLoss loss => () => dense.AddDense(4).WithLoss(loss),
            IClassLoss loss => () => dense.AddLayer(new MeanGoodnessLayerDefinition(3) { Loss = loss }),
            IModulation => () => dense.AddDense(4).AddDense(4).WithModulation((IModulation)Create()),
            ICollaboration collaboration => () => dense.AddDense(4).AddDense(4).WithCollaboration(collaboration),
            INormalisation normalisation => () => dense.AddDense(4).WithInputNormalisation(normalisation),
            _ => null,
        };
    }

    /// <summary>Works as the defaults do, until it throws.</summary>
    [Fact]
    public void Fit_SamplerThatScoresAllImagesAndThrows_LeavesNothing()
    {
        using LabelledImages data = SyntheticImages.Create(60);
        using FFNetwork network = SyntheticImages.Network().WithNegatives(new ScoringAndFailing()).Build();
        long before = Tensors.CountLive();

        network.Invoking(it => it.Fit(data, new TrainingOptions { Negatives = NegativeRefresh.Once, BatchSize = 20 }))
            .Should().Throw<TimeoutException>();

        Tensor.TotalCount.Should().Be(before);
    }

    private sealed class ScoringAndFailing : INegativeSampler
    {
        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context)
        {
            context.ScoreLabelsByFirstLayer(positives.Images);
            throw new TimeoutException("The sampler fails.");
        }
    }

    private sealed class Failing : IGoodness, INegativeSampler, IContrastiveLoss
    {
        public int Left { get; set; } = int.MaxValue;

        public Tensor Measure(Tensor activations) => Try(() => new MeanSquareGoodness().Measure(activations));

        public Tensor Loss(Tensor positive, Tensor negative) => Try(() => new SwishLoss().Loss(positive, negative));

        public LabelledBatch Sample(LabelledBatch positives, SamplingContext context) =>
            Try(() => new WrongLabelSampler().Sample(positives, context));

        private T Try<T>(Func<T> work) => --Left > 0 ? work() : throw new TimeoutException("The strategy fails.");
    }
}
