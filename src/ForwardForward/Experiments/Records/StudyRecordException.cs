namespace ForwardForward.Experiments;

/// <summary>Something is not a study's record. The message says where, what was expected there and what was found.</summary>
public sealed class StudyRecordException : FormatException
{
    internal StudyRecordException(string source, string place, string expected, string found, Exception? innerException = null)
        : base($"{source} is not a study's record: {place}: expected {expected}, found {found}.", innerException) => Place = place;

    /// <summary>The place in the record, such as <c>rows[2].mean</c>; <c>record</c> for the whole.</summary>
    public string Place { get; }
}
