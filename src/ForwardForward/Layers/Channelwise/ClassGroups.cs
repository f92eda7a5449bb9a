namespace ForwardForward;

/// <summary>Equal groups of units or channels, one a class.</summary>
internal static class ClassGroups
{
    /// <summary>Says which numbers could be shared evenly where this one cannot, or null where it can.</summary>
    public static string? FindProblem(string what, int count, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        if (count % classes == 0)
            return null;
        int below = count / classes * classes;
        string nearest = below == 0 ? $"{classes}" : $"{below} or {below + classes}";
        return $"Its {count} {what} cannot be shared evenly by {classes} classes. Use {nearest} {what}.";
    }
}
