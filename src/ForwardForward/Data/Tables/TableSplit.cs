using System.Globalization;
using ForwardForward.Runtime;

namespace ForwardForward.Data;

/// <summary>Which rows of a table learn, test and validate.</summary>
/// <param name="Train">The rows to learn from, ascending.</param>
/// <param name="Test">The rows to test on; none where they stand in a file of their own.</param>
/// <param name="Validation">The rows to choose by; none where nobody asked for any.</param>
internal sealed record TableSplit(long[] Train, long[] Test, long[] Validation)
{
    /// <summary>Divides rows so that every class keeps its share, and has one row at least in each part.</summary>
    /// <param name="labels">The class of each of the rows.</param>
    /// <param name="classes">What the classes are called.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="options">Fractions and seed.</param>
    /// <param name="splitsTest">Whether there is no file of test rows.</param>
    /// <param name="place">What messages call the file and the column of labels.</param>
    /// <exception cref="InvalidDataException">A class has fewer rows than there are parts.</exception>
    public static TableSplit Of(
        long[] labels, IReadOnlyList<string> classes, long[] rows, TableOptions options, bool splitsTest, string place)
    {
        int parts = 1 + (splitsTest ? 1 : 0) + (options.ValidationFraction > 0 ? 1 : 0);
        foreach ((long label, int count) in labels.CountBy(label => label))
            if (count < parts)
                throw new InvalidDataException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{place}: the class {Excerpt.Quote(classes[(int)label])} has {count} row, and needs {parts}, one in each part. Add "
                        + $"some, or take the class away. A column of measurements, where most values differ, has no classes."));
        (long[] train, long[] test) = splitsTest
            ? StratifiedSplit.DivideInAll(labels, classes.Count, options.TestFraction, options.Seed, leastKept: parts - 1)
            : (Enumerable.Range(0, labels.Length).Select(row => (long)row).ToArray(), []);
        long[] validation = [];
        if (options.ValidationFraction > 0)
        {
            (long[] kept, long[] part) = StratifiedSplit.DivideInAll(
                [.. train.Select(row => labels[row])], classes.Count, options.ValidationFraction, options.Seed);
            (train, validation) = ([.. kept.Select(index => train[index])], [.. part.Select(index => train[index])]);
        }
        return new TableSplit(Of(train), Of(test), Of(validation));

        long[] Of(long[] part) => [.. part.Select(index => rows[index])];
    }
}
