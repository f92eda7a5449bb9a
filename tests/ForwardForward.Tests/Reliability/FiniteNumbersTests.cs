using ForwardForward.Data;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Reliability;

/// <summary>At extremes a run ends in one of two ways: every number is finite, or the exception says where the first was not.</summary>
public sealed class FiniteNumbersTests
{
    private static readonly IGoodness[] AllGoodness =
        [
            new MeanSquareGoodness(), new SumOfSquaresGoodness(), new MeanGoodness(), new MeanAbsoluteGoodness(), new TopKGoodness(0.2),
            new SoftmaxEnergyGoodness()];

    private static readonly IContrastiveLoss[] AllLosses = [new SwishLoss(), new SymBaLoss(), new MarginLoss(), new LogisticLoss()];

    private static readonly INormalisation[] AllNormalisations =
        [new MeanSquareNormalisation(), new LengthNormalisation(), new StandardiseNormalisation(), new NoNormalisation()];

    /// <summary>The learning rate, and what every pixel is multiplied by and then raised by.</summary>
    public static TheoryData<double, double, double> Extremes => new()
    {
        { 1e-30, 1, 0 },
        { 1e30, 1, 0 },
        { 1e-3, 1e30, 0 },
        { 1e-3, 1e-30, 0 },
        { 1e-3, 0, 0 },
        { 1e-3, 0, 0.5 },
        { 1e-3, 0, 3e38 },
    };

    [Fact]
    public void Lists_HaveEveryStrategyOfTheLibrary()
    {
        BuiltIn<IGoodness>().Should().BeEquivalentTo(AllGoodness.Select(part => part.GetType()));
        BuiltIn<IContrastiveLoss>().Should().BeEquivalentTo(AllLosses.Select(part => part.GetType()));
        BuiltIn<INormalisation>().Should().BeEquivalentTo(AllNormalisations.Select(part => part.GetType()));

        static IEnumerable<Type> BuiltIn<T>() =>
            typeof(FFNetwork).Assembly.GetExportedTypes().Where(type => !type.IsAbstract && type.IsAssignableTo(typeof(T)));
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Fit_EveryGoodnessLossAndNormalisation_EndsFiniteOrSaysWhereNot(double learningRate, double factor, double offset)
    {
        foreach (IGoodness goodness in AllGoodness)
            foreach (IContrastiveLoss loss in AllLosses)
                foreach (INormalisation normalisation in AllNormalisations)
                    Check(
                        $"{goodness} {loss} {normalisation}",
                        SavedNetworks.Bare()
                            .WithGoodness(goodness).WithLoss(loss).WithInputNormalisation(normalisation).AddDense(6).AddDense(5),
                        learningRate, factor, offset);
    }

    [Theory]
    [MemberData(nameof(Extremes))]
    public void Fit_EveryKindOfLayer_EndsFiniteOrSaysWhereNot(double learningRate, double factor, double offset)
    {
        foreach ((string name, Func<FFNetworkBuilder> kind) in SavedNetworks.Kinds)
            Check(name, kind(), learningRate, factor, offset);
    }

    [Fact]
    public void Fit_OrdinaryRateAndPixels_Converges() => Check("default", SavedNetworks.Bare().AddDense(6), 1e-3, 1, 0).Should().BeNull();

    [Fact]
    public void Fit_LearningRateWithoutMeasure_IsNamedBeforeTheSecondEpoch() =>
        Check("default", SavedNetworks.Bare().AddDense(6), 1e30, 1, 0)!.Message.Should().Be(
            "The score of a label of the network is not a finite number in epoch 1, batch 2. The parameters are of no use any more: build "
                + "the network again, and lower the learning rate (AdamOptions.LearningRate) or check the images' scale "
                + "(ImageDataset.Standardise).");

    [Fact]
    public void Fit_LastUpdateSpoilsTheNetwork_IsNotTakenForASuccess()
    {
        // One batch an epoch: its loss is from before the update, and finite. The squares of its gradients are not.
        using LabelledImages data = Scaled(1e25, 0);
        using FFNetwork network =
            SavedNetworks.Bare().WithNegatives(new MaskedPixelsSampler()).WithInputNormalisation(new NoNormalisation())
            .WithGoodness(new MeanGoodness()).WithLoss(new MarginLoss()).AddDense(6).Build();

        TrainingDivergedException error = FluentActions.Invoking(
            () => network.Fit(data, new TrainingOptions { Epochs = 5, BatchSize = 12 })).Should().Throw<TrainingDivergedException>().Which;

        (error.Layer, error.Epoch, error.Batch).Should().Be(("layer 1 (Dense 6)", 1, 1));
        error.Message.Should().StartWith("The layer1.weight/square of layer 1 (Dense 6)");
    }

    private static TrainingDivergedException? Check(
        string name, FFNetworkBuilder builder, double learningRate, double factor, double offset)
    {
        using DisposeScope scope = NewDisposeScope();
        using LabelledImages data = Scaled(factor, offset);
        using FFNetwork network = builder.WithOptimizer(new AdamOptions { LearningRate = learningRate }).Build();
        try
        {
            TrainingResult result = network.Fit(data, new TrainingOptions { Epochs = 2, BatchSize = 6, Validation = data });
            result.History.SelectMany(epoch => epoch.Losses).Should().OnlyContain(loss => double.IsFinite(loss!.Value), name);
            foreach ((string tensor, Tensor values) in network.Tensors.Concat(network.OptimizerState))
                values.isfinite().all().item<bool>().Should().BeTrue($"{tensor} of {name} should be finite");
            return null;
        }
        catch (TrainingDivergedException diverged)
        {
            (learningRate == 1e30 || factor == 1e30 || offset == 3e38)
                .Should().BeTrue($"{name} diverged without cause: {diverged.Message}");
            return diverged;
        }
    }

    private static LabelledImages Scaled(double factor, double offset)
    {
        using LabelledImages plain = SyntheticImages.Create(12);
        using Tensor images = (plain.Images * factor) + offset;
        return new LabelledImages(images, plain.Labels, 3);
    }
}
