namespace ForwardForward.Runtime;

/// <summary>What <see cref="WeakVersionNeed.Mark"/> found.</summary>
internal enum WeakVersionNeedResult
{
    /// <summary>The file has not the expected form. Nothing was changed.</summary>
    Refused,

    /// <summary>The need was weak already. Nothing was changed.</summary>
    AlreadyWeak,

    /// <summary>The need is weak now.</summary>
    Marked,
}
