using ForwardForward.Extensibility;
using ForwardForward.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward;

/// <summary>
/// The live form of a <see cref="Convolution"/>: <c>weight [channels, inputs / groups, kernel, kernel]</c>, <c>bias [channels]</c>,
/// uniform in ±1/√fan-in as PyTorch's <c>Conv2d</c> or as He et al. draw them, and with batch normalisation <c>norm_scale</c> and
/// <c>norm_shift</c>. Automatic differentiation within the layer.
/// </summary>
internal sealed class ConvolutionLayer : LocalLayer
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
        (int channels, int kernel, long inputs) = (convolution.Channels, convolution.Kernel, context.InputShape[0] / convolution.Groups);
        long fanIn = inputs * kernel * kernel;
        (_weight, _bias) = convolution.BeginsAsHe
            ? (values.He(fanIn, channels, inputs, kernel, kernel), values.Constant(0, channels))
            : (values.Uniform(fanIn, channels, inputs, kernel, kernel), values.Uniform(fanIn, channels));
        AddParameter("weight", _weight);
        AddParameter("bias", _bias);
        if (!convolution.BatchNorm)
            return;
        _scale = AddParameter("norm_scale", values.Constant(1, channels));
        _shift = AddParameter("norm_shift", values.Constant(0, channels));
        _runningMean = AddBuffer("running_mean", values.Constant(0, channels));
        _runningVariance = AddBuffer("running_variance", values.Constant(1, channels));
    }

    protected override bool RespondsRowByRow => !_convolution.BatchNorm;

    public override Tensor Forward(Tensor input) => Convolve(input, learning: false);

    protected internal override Tensor ForwardWhileLearning(Tensor input, LearningContext context) => Convolve(input, learning: true);

    private Tensor Convolve(Tensor input, bool learning)
    {
        CheckInput(input, isMap: true);
        Expect.InMemory(Expect.Like(input, _weight));
        using DisposeScope scope = NewDisposeScope();
        Tensor map = Multiply(MapFormat.ChannelsLast(_normalisation.Apply(input))).relu_();
        if (_convolution.Pool > 1)
            map = _convolution.PoolsMaximum
                ? nn.functional.max_pool2d(map, _convolution.Pool)
                : nn.functional.avg_pool2d(map, _convolution.Pool);
        return (_convolution.BatchNorm ? NormaliseBatch(map, learning) : map).MoveToOuterDisposeScope();
    }

    private Tensor Multiply(Tensor map)
    {
        int padding = _convolution.Kernel / 2;
        ScalarType type = _precision == ComputePrecision.BFloat16 ? bfloat16 : map.dtype;
        return nn.functional
            .conv2d(map.to(type), _weight.to(type), _bias.to(type), padding: [padding, padding], groups: _convolution.Groups).to(map.dtype);
    }

    private Tensor NormaliseBatch(Tensor map, bool learning)
    {
        bool byBatch = learning || _convolution.AlwaysUsesBatchStatistics;
        bool hasVariance = map.numel() > map.shape[1]; // One value a channel has none, which would spoil the running variance for ever.
        bool withRunning = learning ? hasVariance : !byBatch;
        (Tensor? mean, Tensor? variance) = withRunning ? (_runningMean, _runningVariance) : (null, null);
        return nn.functional.batch_norm(map, mean!, variance!, _scale!, _shift!, byBatch, Momentum, Epsilon);
    }
}
