using ForwardForward.Extensibility;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>The live form of <see cref="SoftmaxHeadOptions"/>.</summary>
internal sealed class SoftmaxHead : IDisposable
{
    private readonly SoftmaxClassifier _classifier;

    /// <param name="options">The settings.</param>
    /// <param name="layerSizes">The number of activations of each layer of the network.</param>
    /// <param name="classes">The number of classes.</param>
    /// <param name="values">The first values.</param>
    public SoftmaxHead(SoftmaxHeadOptions options, IReadOnlyList<long> layerSizes, int classes, InitialValues values)
    {
        Options = options;
        _classifier = new SoftmaxClassifier(layerSizes.Take(options.Layers).Sum(), classes, options.Optimizer, values);
    }

    public SoftmaxHeadOptions Options { get; }

    /// <summary>As a layer states them: those of the one product, for one row.</summary>
    public double FloatingPointOperations => 2.0 * _classifier.Weight.numel();

    /// <summary>The learned tensors by name.</summary>
    public IReadOnlyList<NamedTensor> Parameters => _classifier.Parameters;

    /// <summary>The moments and step counts of the optimizer, by name.</summary>
    public IEnumerable<NamedTensor> OptimizerState => _classifier.OptimizerState;

    /// <summary>Log-probabilities of the classes, <c>[rows, classes]</c>, from the activations of every layer of the network.</summary>
    public Tensor Classify(IReadOnlyList<Tensor> activations)
    {
        using DisposeScope scope = NewDisposeScope();
        return _classifier.Classify(Read(activations)).MoveToOuterDisposeScope();
    }

    /// <summary>One step down the cross-entropy.</summary>
    public void Learn(IReadOnlyList<Tensor> activations, Tensor labels, double progress)
    {
        using DisposeScope scope = NewDisposeScope();
        _classifier.Learn(Read(activations), labels, progress);
    }

    public void Dispose() => _classifier.Dispose();

    /// <summary>As <see cref="Classify(IReadOnlyList{Tensor})"/>, as ONNX operators.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="activations">Those of every layer that is read, and of those before.</param>
    /// <param name="shapes">The shape of one sample of every layer of the network, by which the layers that are read are counted.</param>
    public OnnxValue Classify(OnnxGraph graph, IReadOnlyList<OnnxValue> activations, IReadOnlyList<IReadOnlyList<long>> shapes)
    {
        (int first, int count) = Options.Layers.GetOffsetAndLength(shapes.Count);
        OnnxValue[] read = [.. Enumerable.Range(first, count).Select(layer =>
            graph.Apply(Options.Normalisation, graph.Flatten(activations[layer]), [shapes[layer].Size()]))];
        OnnxValue features = graph.Add("Concat", read, new OnnxSetting("axis", 1));
        return graph.Add("LogSoftmax", [graph.Linear(features, _classifier.Weight, _classifier.Bias)], new OnnxSetting("axis", 1));
    }

    private Tensor Read(IReadOnlyList<Tensor> activations) =>
        cat([.. activations.Take(Options.Layers).Select(layer => Options.Normalisation.Apply(layer.flatten(1)))], 1);
}
