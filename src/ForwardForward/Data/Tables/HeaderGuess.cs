using System.Globalization;

namespace ForwardForward.Data;

/// <summary>Tells a row that stands where the names of columns should from such names.</summary>
internal static class HeaderGuess
{
    /// <summary>
    /// Whether all cells, or all but one, which may be the label, are numbers; and no whole numbers that rise from each to the next, as
    /// those of pixels and years do.
    /// </summary>
    public static bool IsRow(IReadOnlyList<string> cells)
    {
        string[] numbers = [.. cells.Where(cell => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _))];
        return numbers.Length > 0 && numbers.Length >= cells.Count - 1 && !AreRisingWholes(numbers);
    }

    private static bool AreRisingWholes(string[] numbers)
    {
        long last = -1;
        foreach (string number in numbers)
        {
            if (!long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long whole) || whole <= last)
                return false;
            last = whole;
        }
        return true;
    }
}
