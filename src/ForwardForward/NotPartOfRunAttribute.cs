namespace ForwardForward;

/// <summary>Marks a setting that changes nothing of what a run learns: a checkpoint goes on whatever its value is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotPartOfRunAttribute : Attribute;
