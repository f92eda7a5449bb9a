namespace ForwardForward.Data;

/// <summary>The distance field of a mark.</summary>
internal static class Outline
{
    /// <summary>Distance from a place to the line of the mark, in pixels; negative inside a filled mark.</summary>
    public static float SignedDistance(Mark mark, PlanePoint place)
    {
        PlanePoint[] points = mark.Points;
        bool joined = mark.Closed || mark.Filled;
        float nearest = float.MaxValue;
        bool inside = false;
        for (int index = joined ? 0 : 1; index < points.Length; index++)
        {
            PlanePoint from = points[index == 0 ? points.Length - 1 : index - 1];
            PlanePoint to = points[index];
            nearest = Math.Min(nearest, SquaredDistance(place, from, to));
            if ((from.Y > place.Y) != (to.Y > place.Y) && place.X < from.X + ((place.Y - from.Y) * (to.X - from.X) / (to.Y - from.Y)))
                inside = !inside;
        }

        float distance = MathF.Sqrt(nearest);
        return mark.Filled && inside ? -distance : distance;
    }

    private static float SquaredDistance(PlanePoint place, PlanePoint from, PlanePoint to)
    {
        float edgeX = to.X - from.X;
        float edgeY = to.Y - from.Y;
        float x = place.X - from.X;
        float y = place.Y - from.Y;
        float length = (edgeX * edgeX) + (edgeY * edgeY);
        float along = length > 0 ? Math.Clamp(((x * edgeX) + (y * edgeY)) / length, 0, 1) : 0;
        x -= along * edgeX;
        y -= along * edgeY;
        return (x * x) + (y * y);
    }
}
