using System.Runtime.CompilerServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>What tensors must be before native code sees them. Each throws with what was expected and what came.</summary>
internal static class Expect
{
    /// <summary>At least one row of at least one value, <c>[rows, …]</c>; gives the tensor back.</summary>
    public static Tensor Rows(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        IsDense(tensor, name) && tensor.ndim >= 2 && tensor.numel() > 0
            ? tensor
            : throw Refuse(tensor, "[rows, …] of at least one row and one value a row", name);

    /// <summary>At least one row of a shape, <c>[rows, …]</c>; gives the tensor back.</summary>
    public static Tensor Rows(
        Tensor tensor, IReadOnlyList<long> shape, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        Rows(tensor, name).shape.AsSpan(1).SequenceEqual(shape.ToArray())
            ? tensor
            : throw Refuse(tensor, $"[{string.Join(", ", ["rows", .. shape])}]", name);

    /// <summary>At least one image, <c>[batch, channels, height, width]</c>; gives the tensor back.</summary>
    public static Tensor Images(Tensor images, [CallerArgumentExpression(nameof(images))] string? name = null) =>
        IsDense(images, name) && images.ndim == 4 && images.numel() > 0
            ? images
            : throw Refuse(images, "images [batch, channels, height, width], at least one", name);

    /// <summary>One number a row, <c>[rows]</c>; gives the tensor back.</summary>
    public static Tensor Numbers(Tensor numbers, long? rows = null, [CallerArgumentExpression(nameof(numbers))] string? name = null) =>
        IsDense(numbers, name) && numbers.ndim == 1 && numbers.numel() > 0 && (rows is null || numbers.shape[0] == rows)
            && numbers.is_floating_point()
            ? numbers
            : throw Refuse(
                numbers, $"one number a row, [{rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "rows"}]", name);

    /// <summary>One int64 class index a row, <c>[rows]</c>; gives the tensor back.</summary>
    public static Tensor Labels(Tensor labels, long? rows = null, [CallerArgumentExpression(nameof(labels))] string? name = null) =>
        IsDense(labels, name) && labels.ndim == 1 && labels.numel() > 0 && (rows is null || labels.shape[0] == rows)
            && labels.dtype == ScalarType.Int64
            ? labels
            : throw Refuse(
                labels, $"one int64 class index a row, [{rows?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "rows"}]",
                name);

    /// <summary>What an optimizer may walk through number by number; gives the tensor back.</summary>
    public static Tensor Parameter(Tensor parameter, string? name) =>
        IsDense(parameter, name) && parameter.is_floating_point() && parameter.is_contiguous()
            ? parameter
            : throw Refuse(
                parameter,
                "a floating-point parameter whose numbers lie side by side in memory, as contiguous() of a transposed, narrowed or "
                    + "expanded tensor gives them",
                name);

    /// <summary>
    /// A parameter's gradient as its numbers lie in memory: itself, or a copy where it lies otherwise, as a transposed one does.
    /// </summary>
    /// <exception cref="InvalidOperationException">It is not of the parameter's shape, type and device.</exception>
    public static Tensor GradientOf(NamedTensor parameter, Tensor? gradient, string owner)
    {
        Tensor value = parameter.Value;
        if (gradient is not null && !gradient.is_sparse && gradient.dtype == value.dtype && gradient.device_type == value.device_type
            && gradient.shape.AsSpan().SequenceEqual(value.shape))
            return gradient.is_contiguous() ? gradient : gradient.contiguous();
        string given = gradient is null ? "null" : $"{Describe(gradient)} on {gradient.device}";
        throw new InvalidOperationException(
            $"The gradient of {owner}'s \"{parameter.Name}\" must be {Describe(value)} on {value.device}, as the parameter is, but is "
            + $"{given}. Give every parameter a gradient of its own shape.");
    }

    /// <summary>What an optimizer began with: the shape and the type of a parameter's moments, contiguous.</summary>
    /// <exception cref="InvalidOperationException">The parameter has been changed behind its optimizer.</exception>
    public static void FormOf(Tensor moment, NamedTensor parameter, string owner)
    {
        Tensor value = parameter.Value;
        if (!value.shape.AsSpan().SequenceEqual(moment.shape) || value.dtype != moment.dtype || !value.is_contiguous())
            throw new InvalidOperationException(
                $"{owner}'s \"{parameter.Name}\" was {Describe(moment)} when it began to learn, and is now {Describe(value)}"
                    + $"{(value.is_contiguous() ? string.Empty : ", not contiguous")}. Change a parameter's numbers with copy_, and leave "
                    + "its shape, type and layout.");
    }

    /// <summary>The goodness of positives and of as many negatives, <c>[n]</c> each.</summary>
    public static void Pairs(Tensor positive, Tensor negative)
    {
        Numbers(positive);
        Numbers(negative, positive.shape[0]);
    }

    /// <summary>One goodness a class, <c>[rows, classes]</c>, and one label a row.</summary>
    public static void ClassGoodness(Tensor goodness, Tensor labels)
    {
        if (Rows(goodness).ndim != 2 || !goodness.is_floating_point())
            throw Refuse(goodness, "one number a class, [rows, classes]", nameof(goodness));
        Labels(labels, goodness.shape[0]);
    }

    /// <summary>What a strategy returned, where it returned something.</summary>
    public static Tensor Given(Tensor? result, object strategy) =>
        result ?? throw new InvalidOperationException($"{strategy.GetType().Name} returned null instead of a tensor.");

    /// <summary>Such as "[4, 36] of Float32".</summary>
    public static string Describe(Tensor tensor) =>
        $"[{string.Join(", ", tensor.shape)}] of "
            + $"{tensor.dtype}{(tensor.device_type == DeviceType.META ? " without memory" : string.Empty)}";

    private static bool IsDense(Tensor tensor, string? name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return !tensor.is_sparse;
    }

    private static ArgumentException Refuse(Tensor tensor, string expected, string? name) =>
        new($"{name} must be {expected}, but is {Describe(tensor)}.", name);
}
