namespace ForwardForward;

/// <summary>Marks a setting that does not change what a run learns: a run continues from a checkpoint whatever its value is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NotPartOfRunAttribute : Attribute;
