namespace ForwardForward.Data;

/// <summary>A file that is no image that can be read.</summary>
/// <param name="Path">Where it is, from the folder on, with <c>/</c> between names.</param>
/// <param name="Reason">What is wrong, such as "is cut short".</param>
internal sealed record UnreadableFile(string Path, string Reason)
{
    /// <summary>Both on one line, whatever characters the path has.</summary>
    public override string ToString() =>
        $"{string.Concat(Path.Select(character => char.IsControl(character) ? '\uFFFD' : character))} {Reason}";
}
