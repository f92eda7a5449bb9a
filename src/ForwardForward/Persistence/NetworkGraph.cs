using ForwardForward.Extensibility;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>Builds the ONNX graph of what a network predicts.</summary>
/// <param name="network">The network; nothing may change its tensors meanwhile.</param>
/// <param name="definition">Its definition.</param>
internal sealed class NetworkGraph(FFNetwork network, FFNetworkDefinition definition)
{
    private readonly OnnxGraph _graph = new(network.Tensors);

    // Of what each layer takes, and of what the last gives.
    private readonly IReadOnlyList<long>[] _shapes = [definition.FirstInputShape, .. network.LayerShapes()];

    private long[] ImageShape => definition.Input.Lengths;

    /// <summary>The graph from images to scores and labels.</summary>
    /// <exception cref="NotSupportedException">Parts of the network do not say what they compute; it lists them all.</exception>
    public OnnxGraph Build(OnnxExportOptions options)
    {
        OnnxValue images = Scale(ReadImages(options.TakesBytes));
        OnnxValue scores = definition.Prediction == PredictionMethod.SoftmaxHead ? Classify(images) : ScoreLabels(images);
        OnnxValue label = _graph.Add("ArgMax", [scores], new("axis", 1), new("keepdims", 0));
        _graph.CheckParts();
        _graph.AddOutput("scores", OnnxType.Float32, [definition.Classes], scores);
        _graph.AddOutput("label", OnnxType.Int64, [], label);
        return _graph;
    }

    /// <summary>Images as <see cref="Pixels.AsRead"/> gives them, <c>[n, channels, height, width]</c>.</summary>
    private OnnxValue ReadImages(bool areBytes)
    {
        OnnxType type = areBytes ? OnnxType.Byte : OnnxType.Float32;
        OnnxValue given = definition.Input.IsVector
            ? _graph.Reshape(_graph.AddInput("features", type, [definition.Input.Width]), ImageShape)
            : _graph.AddInput("images", type, ImageShape);
        return areBytes
            ? _graph.Divide(_graph.Add("Cast", [given], new OnnxSetting("to", (long)OnnxType.Float32)), Pixels.Brightest)
            : given;
    }

    private OnnxValue Scale(OnnxValue images)
    {
        if (definition.Standardisation is not { ChangesNothing: false } by)
            return images;
        return _graph.Divide(_graph.Subtract(images, Numbers(by.Means)), Numbers(by.Deviations));

        OnnxValue Numbers(IReadOnlyList<double> numbers)
        {
            using Tensor all = TensorCreation.CopyOf([.. numbers]), shaped = numbers.Count == 1 ? all.alias()
                : numbers.Count == definition.Input.Channels ? all.view(-1, 1, 1)
                : all.view(ImageShape);
            return _graph.Constant(shaped);
        }
    }

    /// <summary>The goodness of the scoring layers, each by its weight, summed, <c>[n, classes]</c>.</summary>
    private OnnxValue ScoreLabels(OnnxValue images)
    {
        (int first, int count) = definition.ScoringLayers.GetOffsetAndLength(network.Layers.Count);
        OnnxValue[] activations = Forward(network.ReadsPlainImages ? images : ShowEveryLabel(images), first + count);
        OnnxValue[] goodness = [.. Enumerable.Range(first, count).Select(layer => Weigh(
            _graph.Apply(EnterLayer(layer).Objective, activations[layer], _shapes[layer + 1]), layer))];
        OnnxValue sum = _graph.Add("Sum", goodness);
        return network.ReadsPlainImages ? sum : ByLabel(sum);
    }

    private OnnxValue Weigh(OnnxValue goodness, int layer) =>
        definition.LayerWeights is { } weights ? _graph.Multiply(goodness, weights[layer]) : goodness;

    /// <summary>The softmax head's log-probabilities, <c>[n, classes]</c>.</summary>
    private OnnxValue Classify(OnnxValue images)
    {
        SoftmaxHead head = network.Head!; // The builder asks for one.
        (int first, int count) = head.Options.Layers.GetOffsetAndLength(network.Layers.Count);
        OnnxValue[] activations = Forward(network.ReadsPlainImages ? images : ShowNeutralLabel(images), first + count);
        _graph.Place = "softmax head";
        return head.Classify(_graph, activations, _shapes[1..]);
    }

    /// <summary>What each of the first layers makes of its input.</summary>
    private OnnxValue[] Forward(OnnxValue input, int layers)
    {
        OnnxValue[] activations = new OnnxValue[layers];
        for (int layer = 0; layer < layers; layer++)
            input = activations[layer] = _graph.Apply(EnterLayer(layer), input, _shapes[layer]);
        return activations;
    }

    private LocalLayer EnterLayer(int layer)
    {
        _graph.Place = $"layer {layer + 1} ({network.Layers[layer].Name})";
        return network.Layers[layer];
    }

    /// <summary>As many blocks of the same images as there are labels.</summary>
    private OnnxValue ShowEveryLabel(OnnxValue images)
    {
        int classes = definition.Classes;
        OnnxValue tiled = _graph.Add("Tile", [images, _graph.Constant([classes, 1, 1, 1])]);
        using Tensor numbers = TensorCreation.Arange(classes, int64, CPU), column = numbers.view(-1, 1);
        OnnxValue shape = _graph.Add("Concat", [_graph.Constant([classes]), _graph.CountRows(images)], new OnnxSetting("axis", 0));
        OnnxValue labels = _graph.Reshape(_graph.Add("Expand", [_graph.Constant(column), shape]), []);
        return EnterEmbedding() is { } embedding
            ? OnnxGraph.Given(embedding.Embed(_graph, tiled, labels, ImageShape, classes), embedding)
            : tiled;
    }

    private OnnxValue ShowNeutralLabel(OnnxValue images) => EnterEmbedding() is { } embedding
        ? OnnxGraph.Given(embedding.EmbedNeutral(_graph, images, ImageShape, definition.Classes), embedding)
        : images;

    private IOnnxLabelEmbedding? EnterEmbedding()
    {
        _graph.Place = "label embedding";
        if (definition.LabelEmbedding is IOnnxLabelEmbedding embedding)
            return embedding;
        _graph.Refuse(definition.LabelEmbedding, nameof(IOnnxLabelEmbedding));
        return null;
    }

    /// <summary>From one value for each row of <see cref="ShowEveryLabel"/>, <c>[classes × n]</c>, to <c>[n, classes]</c>.</summary>
    private OnnxValue ByLabel(OnnxValue goodness)
    {
        OnnxValue blocks = _graph.Add("Reshape", [goodness, _graph.Constant([definition.Classes, -1])]);
        return _graph.Add("Transpose", [blocks], new OnnxSetting("perm", [1, 0]));
    }
}
