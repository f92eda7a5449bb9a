using ForwardForward.Faithful;

namespace ForwardForward.Tests.Persistence;

/// <summary>Small networks of everything that changes what a network predicts: those that are saved, and further settings.</summary>
internal static class ExportedNetworks
{
    public static readonly IReadOnlyDictionary<string, Func<FFNetworkBuilder>> Kinds = new Dictionary<string, Func<FFNetworkBuilder>>(
        SavedNetworks.Kinds, StringComparer.Ordinal)
    {
        ["mean goodness of pairs"] = () => Dense().WithGoodness(new MeanGoodness()),
        ["mean absolute goodness"] = () => Dense().WithGoodness(new MeanAbsoluteGoodness()),
        ["sum of squares"] = () => Dense().WithGoodness(new SumOfSquaresGoodness()),
        ["softmax energy"] = () => Dense().WithGoodness(new SoftmaxEnergyGoodness(0.25)),
        ["top k"] = () => Dense().WithGoodness(new TopKGoodness(0.3)),
        ["top 1"] = () => Dense().WithGoodness(new TopKGoodness(0.01)),
        ["length normalisation"] = () => Dense().WithInputNormalisation(new LengthNormalisation(0.5)),
        ["standardised rows"] = () => Dense().WithInputNormalisation(new StandardiseNormalisation()),
        ["standardised groups"] = () => Dense().WithInputNormalisation(new StandardiseNormalisation(4)),
        ["no normalisation"] = () => Dense().WithInputNormalisation(new NoNormalisation()),
        ["layer norm"] = () => SavedNetworks.Bare().AddDense(16, layerNorm: true).AddDense(12, layerNorm: true),
        ["a quiet label"] = () => Dense().WithLabelEmbedding(new FirstPixelsOverlay(0.5)),
        ["appended label"] = () => Dense().WithLabelEmbedding(new AppendedLabel(2)),
        ["batch maximum"] = () => Dense().WithLabelEmbedding(new BatchMaximumOverlay()),
        ["faithful batch maximum"] = () => Dense().WithLabelEmbedding(new FaithfulBatchMaximumOverlay()),
        ["wave"] = () => Dense().WithLabelEmbedding(new WaveLabelPattern(0.5)),
        ["wave by a head"] = () => ByHead(Dense()).WithLabelEmbedding(new WaveLabelPattern(0.5)),
        ["appended label by a head"] = () => ByHead(Dense()).WithLabelEmbedding(new AppendedLabel()),
        ["batch maximum by a head"] = () => ByHead(Dense()).WithLabelEmbedding(new BatchMaximumOverlay()),
        ["faithful batch maximum by a head"] = () => ByHead(Dense()).WithLabelEmbedding(new FaithfulBatchMaximumOverlay()),
        ["no label by a head"] = () => ByHead(Dense()).WithLabelEmbedding(new NoLabelEmbedding()),
        ["head of the last layer"] = () => Dense().WithPrediction(PredictionMethod.SoftmaxHead)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ^1.., Normalisation = new LengthNormalisation() }),
        ["head of the first layer"] = () => Dense().WithPrediction(PredictionMethod.SoftmaxHead)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ..1, Normalisation = new NoNormalisation() }),
        ["head of all but the last layer"] = () => Three().WithPrediction(PredictionMethod.SoftmaxHead)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ..^1 }),
        ["head of the second layer, from the end"] = () => Three().WithPrediction(PredictionMethod.SoftmaxHead)
            .WithSoftmaxHead(new SoftmaxHeadOptions { Layers = ^2..^1 }),
        ["second layer alone, from the end"] = () => Three().WithScoringLayers(^2..^1),
        ["first layer alone"] = () => Dense().WithScoringLayers(..1),
        ["last projection alone"] = () => SavedNetworks.Bare().AddProjection(16).AddProjection(12).WithScoringLayers(^1..),
        ["as many pixels as classes"] = () =>
            SavedNetworks.Bare().WithLabelEmbedding(new FirstPixelsOverlay()).WithClasses(36).AddDense(16),
        ["grid that does not divide the map"] = () => SavedNetworks.Bare().AddConvolutionProjection(
            4, kernel: 5, pool: 1, projection: new ProjectionOptions { Grid = 4 }),
        ["grid that divides the map"] = () => SavedNetworks.Bare().AddConvolutionProjection(
            4, kernel: 1, pool: 1, projection: new ProjectionOptions { Grid = 3, CosineScale = 4 }),
        ["pool that leaves an edge"] = () => SavedNetworks.Bare().AddConvolutionProjection(4, pool: 4),
        ["stride, dilation and the largest of squares"] = () => SavedNetworks.Bare().AddConvolutionProjection(
            4, kernel: 5, pool: 2, pooling: PoolingKind.Maximum, stride: 2, dilation: 2, normalisation: MapNormalisation.None),
        ["self-contrastive with every setting"] = () => ByHead(SavedNetworks.Bare().AddSelfContrastiveConvolution(4, pool: 1))
            .AddSelfContrastiveConvolution(
                6, pooling: PoolingKind.Maximum, dilation: 2, normalisation: MapNormalisation.Channel, shortcut: Shortcut.Concatenate),
        ["mean goodness of maps, pooled"] = () => SavedNetworks.Bare().AddMeanGoodnessConvolution(6, pooling: PoolingKind.Maximum)
            .AddMeanGoodnessConvolution(6, pool: 1, shortcut: Shortcut.Add).AddMeanGoodness(9),
        ["separator that leaves an edge"] = () =>
            SavedNetworks.Bare().AddCwcBlock(6).AddCwcBlock(9, separator: true).AddCwcBlock(12, separator: true),
        ["statistics of the batch"] = () => SavedNetworks.Bare().AddCwcBlock(6, useBatchStatistics: true),
        ["mean goodness after another number of units"] = () => SavedNetworks.Bare().AddMeanGoodness(15).AddMeanGoodness(9),
        ["convolution in bfloat16"] = () =>
            SavedNetworks.Bare().WithPrecision(ComputePrecision.BFloat16).AddConvolutionProjection(4).AddProjection(12),
        ["standardised by one number"] = () => Dense().WithStandardisation(new Standardisation(0.4, 0.3)),
        ["standardised by a value"] = () => Dense().WithStandardisation(ByValue(SyntheticImages.Shape.Size)),
        ["standardised projection"] = () => SavedNetworks.Bare().AddProjection(12).WithStandardisation(ByValue(1)),
    };

    /// <summary>Kinds whose images are predicted together: what comes of an image depends on the others.</summary>
    public static bool LooksAtTheBatch(string kind) => kind.Contains("batch", StringComparison.Ordinal);

    /// <summary>Kinds that the library multiplies in 16 bits, and the model in 32.</summary>
    public static bool IsCoarse(string kind) => kind.Contains("bfloat16", StringComparison.Ordinal);

    public static Standardisation ByValue(int values) => new(
        [.. Enumerable.Range(0, values).Select(value => 0.3 + (0.01 * value))],
        [.. Enumerable.Range(0, values).Select(value => 0.5 + (0.02 * value))]);

    private static FFNetworkBuilder Three() => SavedNetworks.Bare().AddDense(12).AddDense(12).AddDense(12);

    private static FFNetworkBuilder Dense() => SavedNetworks.Bare().AddDense(16).AddDense(12);

    private static FFNetworkBuilder ByHead(FFNetworkBuilder builder) =>
        builder.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
}
