using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace ForwardForward.Runtime;

/// <summary>Ranges of settings. Each gives the value back, or says what it must be.</summary>
internal static class Require
{
    public static double Finite(double value, string name) => double.IsFinite(value) ? value : throw Refuse(name, value, "a finite number");

    public static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value) ? value : throw Refuse(name, value, "a positive number");

    public static double NotNegative(double value, string name) =>
        value >= 0 && double.IsFinite(value) ? value : throw Refuse(name, value, "0 or a positive number");

    /// <summary>At least 0 and below 1.</summary>
    public static double BelowOne(double value, string name) =>
        value is >= 0 and < 1 ? value : throw Refuse(name, value, "at least 0 and below 1");

    /// <summary>Above 0, and 1 at most.</summary>
    public static double PositiveFraction(double value, string name) =>
        value is > 0 and <= 1 ? value : throw Refuse(name, value, "above 0, and at most 1");

    /// <summary>Between 0 and 1, neither included.</summary>
    public static double ProperFraction(double value, string name) =>
        value is > 0 and < 1 ? value : throw Refuse(name, value, "above 0 and below 1");

    /// <summary>From 0 to 1, both included.</summary>
    public static double Fraction(double value, string name) => value is >= 0 and <= 1 ? value : throw Refuse(name, value, "from 0 to 1");

    public static int AtLeast(int least, int value, string name) => value >= least ? value : throw Refuse(name, value, $"at least {least}");

    public static long AtLeast(long least, long value, string name) =>
        value >= least ? value : throw Refuse(name, value, $"at least {least}");

    /// <summary>Odd and at least 1: what a kernel's side must be for a map to keep its size.</summary>
    public static int Odd(int value, string name) =>
        value >= 1 && value % 2 == 1 ? value : throw Refuse(name, value, "odd, such as 3 or 5");

    public static T Member<T>(T value, string name)
        where T
            : struct, Enum => Enum.IsDefined(value) ? value : throw Refuse(name, value, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>A range that lies within a list and is not empty.</summary>
    public static Range Selects(Range range, int count, string name) =>
        IsWithin(range, count)
            ? range
            : throw Refuse(name, range, $"a range of at least one of {count}, such as .. for all or ^1.. for the last");

    /// <summary>Whether a range lies within a list and is not empty.</summary>
    public static bool IsWithin(Range range, int count)
    {
        int first = range.Start.GetOffset(count), end = range.End.GetOffset(count);
        return first >= 0 && first < end && end <= count;
    }

    public static ImmutableArray<T> NotEmpty<T>(ImmutableArray<T> values, string name) =>
        values.IsDefaultOrEmpty ? throw new ArgumentException($"{name} must hold at least one value.", name) : values;

    /// <summary>Lengths that are at least 1.</summary>
    public static IReadOnlyList<long> Shape(IReadOnlyList<long> shape, string name) => NotNull(shape, name).All(length => length > 0)
        ? shape
        : throw new ArgumentException($"{name} must hold lengths of at least 1, but is [{string.Join(", ", shape)}].", name);

    public static string NotBlank(string value, string name) =>
        string.IsNullOrWhiteSpace(value) ? throw new ArgumentException($"{name} must not be empty.", name) : value;

    public static T NotNull<T>(T value, [CallerArgumentExpression(nameof(value))] string? name = null)
        where T : class => value ?? throw new ArgumentNullException(name);

    private static ArgumentOutOfRangeException Refuse(string name, object value, string what) =>
        new(name, value, $"{name} must be {what}.");
}
