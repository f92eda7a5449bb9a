using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace ForwardForward.Runtime;

/// <summary>What tensors must be before native code sees them. Each throws with what was expected and what came.</summary>
internal static class Expect
{
    /// <summary>At least one row of at least one number, <c>[rows, …]</c>; gives the tensor back.</summary>
    public static Tensor Rows(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        AreNumbers(tensor, name) && tensor.ndim >= 2
            ? tensor
            : throw Refuse(tensor, "[rows, …] of at least one row and one floating-point number a row", name);

    /// <summary>At least one row of a shape, <c>[rows, …]</c>; gives the tensor back.</summary>
    public static Tensor Rows(
        Tensor tensor, IReadOnlyList<long> shape, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        Rows(tensor, name).shape.AsSpan(1).SequenceEqual(shape.ToArray())
            ? tensor
            : throw Refuse(tensor, $"[{string.Join(", ", ["rows", .. shape])}]", name);

    /// <summary>As many rows as there are of something else, <c>[rows, …]</c>; gives the tensor back.</summary>
    public static Tensor Rows(Tensor tensor, long rows, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        Rows(tensor, name).shape[0] == rows ? tensor : throw Refuse(tensor, $"[{Count(rows)}, …]", name);

    /// <summary>One number a class, <c>[rows, classes]</c>; gives the tensor back.</summary>
    public static Tensor Scores(Tensor scores, long? rows = null, [CallerArgumentExpression(nameof(scores))] string? name = null) =>
        AreNumbers(scores, name) && scores.ndim == 2 && (rows is null || scores.shape[0] == rows)
            ? scores
            : throw Refuse(scores, $"one floating-point number a class, [{Count(rows)}, classes]", name);

    /// <summary>At least one image, <c>[batch, channels, height, width]</c>; gives the tensor back.</summary>
    public static Tensor Images(Tensor images, [CallerArgumentExpression(nameof(images))] string? name = null) =>
        AreNumbers(images, name) && images.ndim == 4
            ? images
            : throw Refuse(images, "floating-point images [batch, channels, height, width], at least one", name);

    /// <summary>One number a row, <c>[rows]</c>; gives the tensor back.</summary>
    public static Tensor Numbers(Tensor numbers, long? rows = null, [CallerArgumentExpression(nameof(numbers))] string? name = null) =>
        AreNumbers(numbers, name) && numbers.ndim == 1 && (rows is null || numbers.shape[0] == rows)
            ? numbers
            : throw Refuse(numbers, $"one floating-point number a row, [{Count(rows)}]", name);

    /// <summary>One number for all rows, a scalar <c>[]</c>; gives the tensor back.</summary>
    public static Tensor Scalar(Tensor number, [CallerArgumentExpression(nameof(number))] string? name = null) =>
        AreNumbers(number, name) && number.ndim == 0 ? number : throw Refuse(number, "one floating-point number, a scalar []", name);

    /// <summary>One int64 class index a row, <c>[rows]</c>; gives the tensor back.</summary>
    public static Tensor Labels(Tensor labels, long? rows = null, [CallerArgumentExpression(nameof(labels))] string? name = null) =>
        IsDense(labels, name) && labels.ndim == 1 && labels.numel() > 0 && (rows is null || labels.shape[0] == rows)
            && labels.dtype == ScalarType.Int64
            ? labels
            : throw Refuse(labels, $"one int64 class index a row, [{Count(rows)}]", name);

    /// <summary>One int64 class index a row, each below the number of classes; gives the tensor back.</summary>
    /// <remarks>What lies in a device's memory is not fetched to be looked at.</remarks>
    public static Tensor Classes(
        Tensor labels, long classes, long? rows = null, [CallerArgumentExpression(nameof(labels))] string? name = null)
    {
        int row = FindOutside(Labels(labels, rows, name), classes);
        return row < 0
            ? labels
            : throw new ArgumentException(
                $"{name} must be classes from 0 to {classes - 1}, but row {row} is {labels[row].item<long>()}.", name);
    }

    /// <summary>The first row of labels in the processor's memory that is no class, or −1.</summary>
    public static int FindOutside(Tensor labels, long classes)
    {
        if (labels.device_type != DeviceType.CPU)
            return -1;
        using Tensor? inOrder = labels.is_contiguous() ? null : labels.contiguous();
        int row = MemoryMarshal.Cast<byte, long>((inOrder ?? labels).bytes).IndexOfAnyExceptInRange(0, classes - 1);
        GC.KeepAlive(labels);
        return row;
    }

    /// <summary>What has numbers to read: not on the device "meta", where a tensor has a shape alone; gives the tensor back.</summary>
    public static Tensor InMemory(Tensor tensor, [CallerArgumentExpression(nameof(tensor))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return tensor.device_type != DeviceType.META
            ? tensor
            : throw Refuse(tensor, "in memory, and not on the device \"meta\", where tensors have a shape but no numbers", name);
    }

    /// <summary>On the device of what it is calculated with; gives the tensor back.</summary>
    public static Tensor Beside(
        Tensor tensor, Tensor other, [CallerArgumentExpression(nameof(tensor))] string? name = null,
        [CallerArgumentExpression(nameof(other))] string? otherName = null) =>
        Contract.ShareDevice(tensor, other)
            ? tensor
            : throw Refuse(tensor, $"on {other.device}, as {otherName} is", name, $" on {tensor.device}");

    /// <summary>Of the type and on the device of the weight that it is multiplied with; gives the tensor back.</summary>
    public static Tensor Like(Tensor tensor, Tensor weight, [CallerArgumentExpression(nameof(tensor))] string? name = null) =>
        Beside(tensor, weight, name, "the layer").dtype == weight.dtype
            ? tensor
            : throw Refuse(tensor, $"{weight.dtype}, as the layer's weight is", name);

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
        Beside(Numbers(negative, positive.shape[0]), positive);
    }

    /// <summary>One goodness a class, <c>[rows, classes]</c>, and one label a row.</summary>
    public static void ClassGoodness(Tensor goodness, Tensor labels)
    {
        Scores(goodness);
        Beside(Classes(labels, goodness.shape[1], goodness.shape[0]), goodness);
    }

    /// <summary>Such as "[4, 36] of Float32".</summary>
    public static string Describe(Tensor tensor) =>
        $"[{string.Join(", ", tensor.shape)}] of "
            + $"{tensor.dtype}{(tensor.device_type == DeviceType.META ? " without memory" : string.Empty)}";

    private static bool AreNumbers(Tensor tensor, string? name) =>
        IsDense(tensor, name) && tensor.is_floating_point() && tensor.numel() > 0;

    private static bool IsDense(Tensor tensor, string? name)
    {
        ArgumentNullException.ThrowIfNull(tensor, name);
        return !tensor.is_sparse;
    }

    private static string Count(long? rows) => rows?.ToString(CultureInfo.InvariantCulture) ?? "rows";

    private static ArgumentException Refuse(Tensor tensor, string expected, string? name, string where = "") =>
        new($"{name} must be {expected}, but is {Describe(tensor)}{where}.", name);
}
