using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of <see cref="SelfContrastiveLayerDefinition"/> and its convolutional sister: <c>weight</c> and <c>bias</c>,
/// uniform in ±1/√fan-in.
/// </summary>
internal sealed class SelfContrastiveLayer : LocalLayer, IOnnxExportable
{
    private readonly INormalisation _normalisation;
    private readonly Convolution? _convolution;
    private readonly Tensor _weight;
    private readonly Tensor _bias;

    /// <summary>A dense layer.</summary>
    public SelfContrastiveLayer(
        string name, int units, INormalisation normalisation, SelfContrastiveOptions options, LayerContext context)
        : this(name, [units, context.InputShape.Size()], null, normalisation, options, context)
    {
    }

    /// <summary>A layer that convolves.</summary>
    public SelfContrastiveLayer(
        string name, Convolution convolution, INormalisation normalisation, SelfContrastiveOptions options, LayerContext context)
        : this(
            name,
            [convolution.OwnChannels(context.InputShape[0]), context.InputShape[0], convolution.Kernel, convolution.Kernel],
            convolution, normalisation, options, context)
    {
    }

    private SelfContrastiveLayer(
        string name, long[] weightShape, Convolution? convolution, INormalisation normalisation, SelfContrastiveOptions options,
        LayerContext context)
        : base(name, context, new SelfContrastiveObjective(options))
    {
        (_normalisation, _convolution) = (normalisation, convolution);
        long fanIn = weightShape[1..].Size();
        _weight = AddParameter("weight", context.InitialValues.Uniform(fanIn, weightShape));
        _bias = AddParameter("bias", context.InitialValues.Uniform(fanIn, weightShape[0]));
        FloatingPointOperations = 2.0 * _weight.numel()
            * (convolution is null ? 1 : convolution.Convolved(context.InputShape[1]) * convolution.Convolved(context.InputShape[2]));
    }

    public override double? FloatingPointOperations { get; }

    public override Tensor Forward(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor read = Read(input);
        return Activate(Respond(read), read).MoveToOuterDisposeScope();
    }

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        Tensor input = Read(part.Input.Rows.detach());
        gradients.Watch(OwnParameters);
        using var recording = enable_grad();
        Tensor responses = Respond(input);
        (part.Kept, part.Activations) = (responses, Activate(responses.detach(), input));
    }

    /// <summary>The objective looks at the responses; the next layer sees the activations.</summary>
    protected internal override void Measure(MicroBatch part)
    {
        part.Judged = ((Tensor)part.Kept!).detach();
        part.Goodness = Objective.Measure(part.Judged.Multiply(2));
    }

    private Tensor Read(Tensor input)
    {
        CheckInput(input, isMap: _convolution is not null);
        Expect.InMemory(Expect.Like(input, _weight));
        return _convolution is null
            ? _normalisation.Normalise(input.flatten(1))
            : MapFormat.ChannelsLast(_normalisation.Normalise(input));
    }

    private Tensor Respond(Tensor read) => _convolution is { } by
        ? nn.functional.conv2d(
            read, _weight, _bias, [by.Stride, by.Stride], [by.Padding, by.Padding], [by.Dilation, by.Dilation])
        : nn.functional.linear(read, _weight, _bias);

    // Above the mean of the units at the same place: the "triangle" of Coates and Ng.
    private Tensor Activate(Tensor responses, Tensor read)
    {
        Tensor centred = responses - responses.mean([1], keepdim: true);
        if (_convolution is not { } by)
            return centred.relu_();
        Tensor pooled = MapKernels.RectifyAndPool(
            MapFormat.ChannelsLast(centred), new Pooling(by.Pool, by.PoolsMaximum), WorkSpace.None);
        return by.Join.Join(pooled, read, overwrites: true);
    }

    OnnxValue IOnnxExportable.Export(OnnxGraph graph, OnnxValue input, IReadOnlyList<long> shape)
    {
        OnnxValue read = graph.Apply(_normalisation, input, shape);
        OnnxValue responses = _convolution is { } convolved
            ? graph.Convolve(read, _weight, _bias, stride: convolved.Stride, dilation: convolved.Dilation)
            : graph.Linear(graph.Flatten(read), _weight, _bias);
        OnnxValue triangle = graph.Add("Relu", [graph.Subtract(responses, graph.ReduceAxis("ReduceMean", responses, 1))]);
        if (_convolution is not { } by)
            return triangle;
        OnnxValue pooled = by.Pool == 1
            ? triangle
            : graph.Pool(by.PoolsMaximum ? "MaxPool" : "AveragePool", triangle, by.Pool, by.Pool);
        return by.Join.Export(graph, pooled, read, shape, by.OutputShape(shape));
    }
}
