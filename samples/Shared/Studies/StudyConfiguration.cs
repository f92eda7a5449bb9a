namespace ForwardForward.Samples;

/// <summary>A named row of a study.</summary>
/// <param name="Name">The name.</param>
/// <param name="Candidates">Its trial; or several, of which validation chooses.</param>
internal sealed record StudyConfiguration(string Name, IReadOnlyList<StudyTrial> Candidates);
