using ForwardForward.Data;
using ForwardForward.Runtime;
using ForwardForward.Tests.Persistence;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Tests.Runtime;

/// <summary>The kernels and libtorch's operations take the same steps; widths that fill no whole vector are among them.</summary>
public sealed class RowKernelsTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void SquaredLengths_RowsFromTheirSecondValue_SumTheSquares()
    {
        Tensor rows = Tensors.Matrix(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } });

        Tensors.Values(RowKernels.SquaredLengths(rows, from: 1)).Should().Equal(13, 61);
    }

    [Fact]
    public void Scale_RowsFromTheirSecondValue_ClearsWhatStandsBefore()
    {
        Tensor rows = Tensors.Matrix(new float[,] { { 1, 2, 3 }, { 4, 5, 6 } }), factors = Tensors.Matrix(new float[,] { { 2 }, { 10 } });

        Tensors.Values(RowKernels.Scale(rows, factors, WorkSpace.None, from: 1)).Should().Equal(0, 4, 6, 0, 50, 60);
    }

    [Fact]
    public void Rectify_TwoLabelsOnOneImage_AddsTheColumnOfEach()
    {
        Tensor product = Tensors.Matrix(new float[,] { { 1, -4 } }), bias = Tensors.Vector(1, 1);
        LabelColumns labels = new(
            Labels(1, 0), Tensors.Matrix(new float[,] { { 2 } }), Tensors.Matrix(new float[,] { { -3, 0 }, { 0.5f, 2 } }));

        (Tensor activations, Tensor lengths) = RowKernels.Rectify(product, bias, labels, WorkSpace.None);

        Tensors.Values(activations).Should().Equal(3, 1, 0, 0);
        Tensors.Values(lengths).Should().Equal(10, 0);
        Tensors.Values(RowKernels.RectifiedSquaredLengths(product, bias, labels)).Should().Equal(10, 0);
    }

    [Fact]
    public void Rectify_ValueThatIsNoNumber_StaysNone()
    {
        Tensor product = Tensors.Matrix(new float[,] { { float.NaN, -1 } }), bias = Tensors.Vector(0, 0);

        (Tensor activations, Tensor lengths) = RowKernels.Rectify(product, bias, null, WorkSpace.None);

        Tensors.Values(activations)[0].Should().Be(float.NaN);
        Tensors.Values(lengths).Should().Equal(float.NaN);
        Tensors.Values(RowKernels.RectifiedSquaredLengths(product, bias, null)).Should().Equal(float.NaN);
    }

    [Fact]
    public void GoBack_NumberARow_IsTheActivationsTimesIt()
    {
        Tensor activations = Tensors.Matrix(new float[,] { { 3, 0 }, { 1, 2 } });
        LabelColumns labels = new(
            Labels(1, 0), Tensors.Matrix(new float[,] { { 2 } }), Tensors.Matrix(new float[,] { { 0, 0 }, { 0, 0 } }));

        RowGradients way = RowKernels.GoBack(activations, Tensors.Vector(1, -1), labels, WorkSpace.None);

        Tensors.Values(way.Delta).Should().Equal(2, -2);
        Tensors.Values(way.OfBias).Should().Equal(2, -2);
        Tensors.Values(way.OfColumns!).Should().Equal(-2, -4, 6, 0);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(33, 784)]
    [InlineData(1_100, 1_001)] // So many that several threads share them.
    public void Kernels_RowsOfAnySize_AgreeWithLibtorch(int count, int width)
    {
        Tensor rows = Tensors.Random(1, count, width), bias = Tensors.Random(2, width), factors = Tensors.Random(3, count, 1);

        AgreeWithLibtorch(() => RowKernels.SquaredLengths(rows));
        AgreeWithLibtorch(() => RowKernels.Scale(rows, factors, WorkSpace.None));
        AgreeWithLibtorch(() => RowKernels.Standardise(rows, 1e-5, WorkSpace.None));
        AgreeWithLibtorch(() => RowKernels.Gather(rows, Tensors.LabelsOf(count - 1, 0, count / 2), by: null, WorkSpace.None));
        AgreeWithLibtorch(() => RowKernels.Rectify(rows, bias, null, WorkSpace.None).Activations);
        AgreeWithLibtorch(() => RowKernels.Rectify(rows, bias, null, WorkSpace.None).SquaredLengths);
        AgreeWithLibtorch(() => RowKernels.RectifiedSquaredLengths(rows, bias, null));
        AgreeWithLibtorch(() => RowKernels.GoBack(rows, rows, null, WorkSpace.None).Delta);
        AgreeWithLibtorch(() => RowKernels.GoBack(rows, factors.squeeze(1), null, WorkSpace.None).OfBias);
    }

    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(800, 500, 10)]
    public void Kernels_ImagesThatShowLabels_AgreeWithLibtorch(int images, int units, int classes)
    {
        Tensor product = Tensors.Random(1, images, units), bias = Tensors.Random(2, units), gradient = Tensors.Random(4, 3 * images, units);
        LabelColumns labels = new(
            arange(3 * images, dtype: int64).remainder(classes), Tensors.Random(5, images, 1), Tensors.Random(6, classes, units));
        Tensor activations = RowKernels.Rectify(product, bias, labels, WorkSpace.None).Activations;

        AgreeWithLibtorch(() => RowKernels.Rectify(product, bias, labels, WorkSpace.None).Activations);
        AgreeWithLibtorch(() => RowKernels.Rectify(product, bias, labels, WorkSpace.None).SquaredLengths);
        AgreeWithLibtorch(() => RowKernels.RectifiedSquaredLengths(product, bias, labels));
        AgreeWithLibtorch(() => RowKernels.GoBack(activations, gradient, labels, WorkSpace.None).Delta);
        AgreeWithLibtorch(() => RowKernels.GoBack(activations, gradient, labels, WorkSpace.None).OfBias);
        AgreeWithLibtorch(() => RowKernels.GoBack(activations, gradient, labels, WorkSpace.None).OfColumns!);
    }

    public static IEnumerable<object[]> Combinations =>
    [
        .. SavedNetworks.Kinds.Keys.Select(kind => new object[] { kind, "as it is" }),
        .. Strategies.Keys.Skip(1).Select(strategy => new object[] { "dense", strategy }),
    ];

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Fit_TwentySteps_LearnsAsByLibtorch(string kind, string strategy)
    {
        using LabelledImages images = SyntheticImages.Create(160);
        using FFNetwork fused = Build(kind, strategy), plain = Build(kind, strategy);
        TrainingOptions options = new() { Epochs = 2, BatchSize = 16 };

        fused.Fit(images, options);
        ByLibtorch.Get(() => plain.Fit(images, options));

        foreach ((NamedTensor one, NamedTensor other) in fused.Tensors.Zip(plain.Tensors))
            Distance(one.Value, other.Value)
                .Should().BeLessThan(fused.Definition.Precision == ComputePrecision.Full ? 1e-4 : 1e-2, one.Name);
    }

    private static readonly Dictionary<string, Func<FFNetworkBuilder, FFNetworkBuilder>> Strategies = new(StringComparer.Ordinal)
    {
        ["as it is"] = builder => builder,
        ["sum of squares"] = builder => builder.WithGoodness(new SumOfSquaresGoodness()).WithLoss(new SwishLoss(0.1)),
        ["mean"] = builder => builder.WithGoodness(new MeanGoodness()),
        ["mean absolute"] = builder => builder.WithGoodness(new MeanAbsoluteGoodness()),
        ["top k"] = builder => builder.WithGoodness(new TopKGoodness(0.2)),
        ["softmax energy"] = builder => builder.WithGoodness(new SoftmaxEnergyGoodness()),
        ["logistic loss"] = builder => builder.WithLoss(new LogisticLoss()),
        ["margin loss"] = builder => builder.WithLoss(new MarginLoss()),
        ["SymBa loss"] = builder => builder.WithLoss(new SymBaLoss()),
        ["length normalisation"] = builder => builder.WithInputNormalisation(new LengthNormalisation()),
        ["no normalisation"] = builder => builder.WithInputNormalisation(new NoNormalisation()),
        ["standardised"] = builder => builder.WithInputNormalisation(new StandardiseNormalisation()),
        ["wave labels"] = builder => builder.WithLabelEmbedding(new WaveLabelPattern()),
        ["first layer's negatives"] = builder => builder.WithNegatives(new FirstLayerSampler()),
        ["masked images"] = builder => builder.WithNegatives(new MaskedPixelsSampler()),
    };

    // The large ε keeps Adam from blowing the rounding of small gradients up.
    private static FFNetwork Build(string kind, string strategy) => Strategies[strategy](
        SavedNetworks.Kinds[kind]().WithOptimizer(new AdamOptions { LearningRate = 0.01, Epsilon = 1e-4 })).Build();

    private static void AgreeWithLibtorch(Func<Tensor> kernel) =>
        Distance(kernel(), ByLibtorch.Get(kernel)).Should().BeLessThan(1e-5);

    private static double Distance(Tensor one, Tensor other) =>
        ((one - other).norm() / other.norm().clamp_min(1e-30)).ToDouble();

    private static Tensor Labels(params long[] labels) => Tensors.LabelsOf(labels);
}
