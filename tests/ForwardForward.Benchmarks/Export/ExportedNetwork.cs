using ForwardForward.Data;

namespace ForwardForward.Benchmarks.Export;

/// <summary>A network that is exported: one of each family.</summary>
/// <param name="Name">What the record calls it.</param>
/// <param name="Add">Adds its layers and strategies.</param>
internal sealed record ExportedNetwork(string Name, Func<FFNetworkBuilder, FFNetworkBuilder> Add)
{
    public static IReadOnlyList<ExportedNetwork> All { get; } =
    [
        new("dense 500-500, label over the first pixels", Dense),
        new("projection 500-500", network => network.AddProjection(500).AddProjection(500)),
        new("dense 500-500, label appended", network => Dense(network).WithLabelEmbedding(new AppendedLabel())),
        new("dense 500-500, label as a wave", network => Dense(network).WithLabelEmbedding(new WaveLabelPattern())),
        new("dense 500-500, softmax head", network => ByHead(Dense(network))),
        new("dense 500-500, layer norm", network => network.AddDense(500, layerNorm: true).AddDense(500, layerNorm: true)),
        new("dense 500-500 in bfloat16", network => Dense(network).WithPrecision(ComputePrecision.BFloat16)),
        new("predictive coding 500-500", network => network.AddPredictiveCoding(500).AddPredictiveCoding(500)),
        new("prospective 500-500", network => network.AddProspective(500).AddProspective(500)),
        new("mean goodness 500-500", network => network.AddMeanGoodness(500).AddMeanGoodness(500)),
        new("convolutional projection 32-64, projection 200", network =>
            network.AddConvolutionProjection(32).AddConvolutionProjection(64).AddProjection(200)),
        new("channel-wise competition 20-40-80", network =>
            network.AddCwcBlock(20).AddCwcBlock(40, separator: true).AddCwcBlock(80, separator: true)),
        new("self-contrast 32, dense 200, softmax head", network =>
            ByHead(network).AddSelfContrastiveConvolution(32).AddSelfContrastive(200)),
        new("two views 32, dense 200, softmax head", network =>
            ByHead(network).AddViewContrastConvolution(32).AddViewContrast(200)),
    ];

    public FFNetwork Train(LabelledImages images)
    {
        FFNetwork network = Add(new FFNetworkBuilder().WithInput(images.Shape).WithClasses(images.Classes)
            .WithStandardisation(new Standardisation(0.1307, 0.3081))).Build();
        network.Fit(images, new TrainingOptions { Epochs = 1 });
        return network;
    }

    private static FFNetworkBuilder Dense(FFNetworkBuilder network) => network.AddDense(500).AddDense(500);

    private static FFNetworkBuilder ByHead(FFNetworkBuilder network) =>
        network.WithSoftmaxHead().WithPrediction(PredictionMethod.SoftmaxHead);
}
