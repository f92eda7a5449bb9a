using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of a <see cref="Convolution"/>: <c>weight [channels, inputs / groups, kernel, kernel]</c>, <c>bias [channels]</c>,
/// uniform in ±1/√fan-in as PyTorch's <c>Conv2d</c> or as He et al. draw them, and with batch normalisation <c>norm_scale</c> and
/// <c>norm_shift</c>.
/// </summary>
/// <remarks>
/// With δ = ∂loss/∂(convolution), the slope of what was rectified and pooled: ∂loss/∂W is the convolution of the input with δ, and
/// ∂loss/∂b = Σ δ. A shortcut hands its part of the slope to nobody. Batch normalisation goes back by automatic differentiation, and all of
/// the layer on other devices than the CPU.
/// </remarks>
internal sealed partial class ConvolutionLayer : LocalLayer
{
    private const double Momentum = 0.1;
    private const double Epsilon = 1e-5;

    private readonly Convolution _convolution;
    private readonly INormalisation _normalisation;
    private readonly ComputePrecision _precision;
    private readonly Tensor _weight;
    private readonly Tensor _bias;
    private readonly Tensor? _scale;
    private readonly Tensor? _shift;
    private readonly Tensor? _runningMean;
    private readonly Tensor? _runningVariance;

    public ConvolutionLayer(
        string name, Convolution convolution, INormalisation normalisation, LayerContext context, LocalObjective? objective)
        : base(name, context, objective)
    {
        _convolution = convolution;
        _normalisation = normalisation;
        _precision = context.Precision;
        InitialValues values = context.InitialValues;
        (int channels, int kernel) = (convolution.OwnChannels(context.InputShape[0]), convolution.Kernel);
        long inputs = context.InputShape[0] / convolution.Groups;
        long fanIn = inputs * kernel * kernel;
        (_weight, _bias) = convolution.BeginsAsHe
            ? (values.He(fanIn, channels, inputs, kernel, kernel), values.Constant(0, channels))
            : (values.Uniform(fanIn, channels, inputs, kernel, kernel), values.Uniform(fanIn, channels));
        AddParameter("weight", _weight);
        AddParameter("bias", _bias);
        FloatingPointOperations =
            2.0 * _weight.numel() * convolution.Convolved(context.InputShape[1]) * convolution.Convolved(context.InputShape[2]);
        if (!convolution.BatchNorm)
            return;
        _scale = AddParameter("norm_scale", values.Constant(1, channels));
        _shift = AddParameter("norm_shift", values.Constant(0, channels));
        _runningMean = AddBuffer("running_mean", values.Constant(0, channels));
        _runningVariance = AddBuffer("running_variance", values.Constant(1, channels));
    }

    public override double? FloatingPointOperations { get; }

    protected override bool RespondsRowByRow => !_convolution.BatchNorm;

    private Pooling Pooling => new(_convolution.Pool, _convolution.PoolsMaximum);

    public override Tensor Forward(Tensor input) => Forward(input, learning: false);

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context) => Forward(input, learning: true);

    protected internal override void Respond(MicroBatch part, LearningContext context, GradientAccumulation gradients)
    {
        Tensor input = Read(part.Input.Rows);
        if (!MapKernels.Takes(input, _convolution.Channels))
        {
            input.Dispose();
            base.Respond(part, context, gradients);
            return;
        }
        Tensor map = MapFormat.ChannelsLast(Convolve(input));
        Tensor pooled = MapKernels.RectifyAndPool(map, Pooling, gradients.Space);
        Tensor? normalised = _convolution.BatchNorm ? RecordNormalisation(pooled, gradients) : null;
        part.Kept = new Response(input, map, pooled, normalised);
        // A map that the way back still reads is not overwritten.
        part.Activations = _convolution.Join.Join(
            normalised?.detach() ?? pooled, input, overwrites: normalised is null && !_convolution.PoolsMaximum);
    }

    protected internal override void GoBack(MicroBatch part, Tensor gradient, LearningContext context, GradientAccumulation gradients)
    {
        if (part.Kept is not Response(Tensor input, Tensor map, Tensor pooled, var normalised))
        {
            base.GoBack(part, gradient, context, gradients);
            return;
        }
        Contract.OfSameForm(gradient, part.Activations, Objective, nameof(LocalObjective.PullBack));
        Tensor ofMap = _convolution.Join.PullBack(gradient, pooled.size(1));
        normalised?.backward([ofMap]);
        MapKernels.GoBack(map, pooled, normalised is null ? ofMap : pooled.grad!, Pooling);
        (Tensor ofWeight, Tensor ofBias) = FusedKernels.ConvolutionGradients(
            Narrow(map), Narrow(input), Narrow(_weight), _convolution.Stride, _convolution.Padding, _convolution.Dilation,
            _convolution.Groups);
        gradients.Add(_weight, Widen(ofWeight));
        gradients.Add(_bias, Widen(ofBias));
        map.Dispose();
        if (!ReferenceEquals(pooled, part.Activations))
            gradients.Space.Free(pooled);
    }

    private Tensor Forward(Tensor input, bool learning)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor read = Read(input), pooled = MapKernels.RectifyAndPool(Convolve(read), Pooling, WorkSpace.None);
        Tensor map = _convolution.BatchNorm ? NormaliseBatch(pooled, learning) : pooled;
        return _convolution.Join.Join(map, read, overwrites: false).MoveToOuterDisposeScope();
    }

    private Tensor Read(Tensor input)
    {
        CheckInput(input, isMap: true);
        Expect.InMemory(Expect.Like(input, _weight));
        return MapFormat.ChannelsLast(_normalisation.Apply(input));
    }

    private Tensor Convolve(Tensor input)
    {
        using DisposeScope scope = NewDisposeScope();
        return Widen(nn.functional.conv2d(
            Narrow(input), Narrow(_weight), Narrow(_bias), [_convolution.Stride, _convolution.Stride],
            [_convolution.Padding, _convolution.Padding], [_convolution.Dilation, _convolution.Dilation], _convolution.Groups))
            .MoveToOuterDisposeScope();
    }

    /// <summary>In the numbers that are multiplied.</summary>
    private Tensor Narrow(Tensor tensor) => _precision == ComputePrecision.BFloat16 ? tensor.to(bfloat16) : tensor;

    /// <summary>In those that everything else is computed in.</summary>
    private Tensor Widen(Tensor tensor) => _precision == ComputePrecision.BFloat16 ? tensor.to(_weight.dtype) : tensor;

    private Tensor RecordNormalisation(Tensor pooled, GradientAccumulation gradients)
    {
        gradients.Watch(
            Parameters.Where(parameter => ReferenceEquals(parameter.Value, _scale) || ReferenceEquals(parameter.Value, _shift)));
        using var recording = enable_grad();
        return NormaliseBatch(pooled.requires_grad_(), learning: true);
    }

    private Tensor NormaliseBatch(Tensor map, bool learning)
    {
        bool byBatch = learning || _convolution.AlwaysUsesBatchStatistics;
        bool hasVariance = map.numel() > map.shape[1]; // One value a channel has none, which would spoil the running variance for ever.
        bool withRunning = learning ? hasVariance : !byBatch;
        (Tensor? mean, Tensor? variance) = withRunning ? (_runningMean, _runningVariance) : (null, null);
        return nn.functional.batch_norm(map, mean!, variance!, _scale!, _shift!, byBatch, Momentum, Epsilon);
    }

    /// <summary>What the way back needs.</summary>
    private sealed record Response(Tensor Input, Tensor Map, Tensor Pooled, Tensor? Normalised);
}
